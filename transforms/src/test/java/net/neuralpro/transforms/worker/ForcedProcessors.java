package net.neuralpro.transforms.worker;

import static org.bytedeco.ffmpeg.global.avutil.AV_CPU_FLAG_AVX2;
import static org.bytedeco.ffmpeg.global.avutil.AV_CPU_FLAG_MMX;
import static org.bytedeco.ffmpeg.global.avutil.AV_CPU_FLAG_MMXEXT;
import static org.bytedeco.ffmpeg.global.avutil.AV_CPU_FLAG_SSE;
import static org.bytedeco.ffmpeg.global.avutil.AV_CPU_FLAG_SSE2;
import static org.bytedeco.ffmpeg.global.avutil.av_force_cpu_flags;
import static org.bytedeco.ffmpeg.global.avutil.av_get_cpu_flags;

import net.neuralpro.transforms.operators.OperatorCatalogue;
import net.neuralpro.transforms.operators.OperatorProvider;
import net.neuralpro.transforms.operators.ShippedOperators;

/** The shipped operators in workers whose libav sees a processor with fewer vector instructions. */
final class ForcedProcessors {
  private ForcedProcessors() {}

  /** No vector instructions at all. */
  static final class Plain implements OperatorProvider {
    @Override
    public OperatorCatalogue catalogue() {
      return force(0);
    }
  }

  /** Every x86-64 processor. */
  static final class Sse2 implements OperatorProvider {
    @Override
    public OperatorCatalogue catalogue() {
      return force(AV_CPU_FLAG_MMX | AV_CPU_FLAG_MMXEXT | AV_CPU_FLAG_SSE | AV_CPU_FLAG_SSE2);
    }
  }

  /** What this processor has, without what came after AVX2. */
  static final class Avx2 implements OperatorProvider {
    @Override
    public OperatorCatalogue catalogue() {
      return force(av_get_cpu_flags() & (AV_CPU_FLAG_AVX2 * 2 - 1));
    }
  }

  private static OperatorCatalogue force(int flags) {
    av_force_cpu_flags(flags);
    if (av_get_cpu_flags() != flags) {
      throw new IllegalStateException("Cannot force processor flags " + flags);
    }
    return new ShippedOperators().catalogue();
  }
}
