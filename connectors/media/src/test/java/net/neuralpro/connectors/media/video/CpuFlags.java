package net.neuralpro.connectors.media.video;

import static org.bytedeco.ffmpeg.global.avutil.AV_CPU_FLAG_AVX2;
import static org.bytedeco.ffmpeg.global.avutil.AV_CPU_FLAG_MMX;
import static org.bytedeco.ffmpeg.global.avutil.AV_CPU_FLAG_MMXEXT;
import static org.bytedeco.ffmpeg.global.avutil.AV_CPU_FLAG_SSE;
import static org.bytedeco.ffmpeg.global.avutil.AV_CPU_FLAG_SSE2;
import static org.bytedeco.ffmpeg.global.avutil.av_force_cpu_flags;
import static org.bytedeco.ffmpeg.global.avutil.av_get_cpu_flags;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;

/** Runs something as on processors with fewer and fewer vector instructions. */
final class CpuFlags {

  private static final int AS_DETECTED = -1;
  private static final int NONE = 0;
  private static final int SSE2 =
      AV_CPU_FLAG_MMX | AV_CPU_FLAG_MMXEXT | AV_CPU_FLAG_SSE | AV_CPU_FLAG_SSE2;

  private CpuFlags() {}

  /** All different results: as detected, up to AVX2, up to SSE2, and without any. */
  static synchronized <T> Set<T> resultsUnderAll(Callable<T> work) throws Exception {
    Libav.load();
    Set<T> results = new LinkedHashSet<>();
    try {
      av_force_cpu_flags(AS_DETECTED);
      int upToAvx2 = av_get_cpu_flags() & (AV_CPU_FLAG_AVX2 * 2 - 1);
      for (int flags : new int[] {AS_DETECTED, upToAvx2, SSE2, NONE}) {
        av_force_cpu_flags(flags);
        results.add(work.call());
      }
    } finally {
      av_force_cpu_flags(AS_DETECTED);
    }
    return results;
  }
}
