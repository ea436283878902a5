package net.neuralpro.transforms.worker;

import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.javacpp.Loader;

/** Unpacks and loads the native libraries, as a program of its own. */
final class NativeLibraries {
  private NativeLibraries() {}

  /** Ends with 0 if all of them load. */
  public static void main(String[] arguments) {
    Loader.load(avutil.class);
    Loader.load(avcodec.class);
    Loader.load(avformat.class);
    Loader.load(swscale.class);
  }
}
