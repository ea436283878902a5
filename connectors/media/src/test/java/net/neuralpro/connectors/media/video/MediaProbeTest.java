package net.neuralpro.connectors.media.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import net.neuralpro.connectors.media.video.ContainerDescription.ContentCredentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MediaProbeTest {

  @Test
  void describesAGoProRecording() throws Exception {
    ContainerDescription container = MediaProbe.probe(SharedVideos.source("gopro-karma.mp4"));

    assertThat(container.mainVideo()).isEqualTo(OptionalInt.of(0));
    assertThat(container.contentCredentials()).isEqualTo(ContentCredentials.ABSENT);
    assertThat(container.metadata()).containsEntry("creation_time", "2017-04-17T19:27:57.000000Z");
    assertThat(container.streams())
        .extracting(StreamDescription::codecTag)
        .containsExactly("avc1", "mp4a", "tmcd", "gpmd", "fdsc");
    StreamDescription video = container.streams().get(0);
    assertThat(video.codec()).isEqualTo("h264");
    assertThat(video.kind()).isEqualTo(StreamKind.VIDEO);
    assertThat(video.frames()).isEqualTo(OptionalLong.of(362));
    assertThat(video.duration()).isEqualTo(OptionalLong.of(12_078_733_333L));
    PictureDescription picture = video.picture().orElseThrow();
    assertThat(picture.width()).isEqualTo(854);
    assertThat(picture.height()).isEqualTo(480);
    assertThat(picture.averageRate()).contains(new FrameRate(30000, 1001));
    assertThat(picture.rotation()).isZero();
  }

  @Test
  void carriesTheTelemetryPacketsOfAGoPro() throws Exception {
    ByteSource source = SharedVideos.source("gopro-max-heromode.mp4");
    int telemetry = MediaProbe.probe(source).streamTagged("gpmd").orElseThrow().index();
    List<MediaPacket> packets = new ArrayList<>();
    try (PacketReader reader = PacketReader.open(source)) {
      reader.keep(Set.of(), Set.of(telemetry));
      for (var next = reader.next(); next.isPresent(); next = reader.next()) {
        packets.add(next.get());
      }
    }

    assertThat(packets).hasSize(11);
    assertThat(packets.get(0).presentation()).isEqualTo(OptionalLong.of(0));
    assertThat(packets).allSatisfy(packet -> assertThat(packet.stream()).isEqualTo(telemetry));
    assertThat(packets)
        .allSatisfy(
            packet ->
                assertThat(packet.payload().orElseThrow())
                    .startsWith("DEVC".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
  }

  @Test
  void walksOverPacketsWithoutTheirBytes() throws Exception {
    ByteSource source = SharedVideos.source("psd-testvideo.mp4");
    int packets = 0;
    int keys = 0;
    try (PacketReader reader = PacketReader.open(source)) {
      reader.keep(Set.of(0), Set.of());
      for (var next = reader.next(); next.isPresent(); next = reader.next()) {
        packets++;
        keys += next.get().key() ? 1 : 0;
        assertThat(next.get().payload()).isEmpty();
        assertThat(next.get().bytes()).isPositive();
      }
    }

    assertThat(packets).isEqualTo(720);
    assertThat(keys).isPositive();
  }

  @Test
  void seesContentCredentials(@TempDir Path folder) throws Exception {
    Path video =
        SampleVideo.write(folder.resolve("a.mp4"), "mjpeg", 3, i -> Scene.picture(64, 48, 1, i));
    byte[] bytes = Files.readAllBytes(video);
    ByteBuffer box = ByteBuffer.allocate(64);
    box.putInt(64).putInt(0x75756964).putLong(0xd8fec3d61b0e483cL).putLong(0x92975828877ec481L);
    Path signed = folder.resolve("signed.mp4");
    Files.write(signed, bytes);
    Files.write(signed, box.array(), java.nio.file.StandardOpenOption.APPEND);

    assertThat(MediaProbe.probe(ByteSource.of(video)).contentCredentials())
        .isEqualTo(ContentCredentials.ABSENT);
    assertThat(MediaProbe.probe(ByteSource.of(signed)).contentCredentials())
        .isEqualTo(ContentCredentials.PRESENT);
  }

  @Test
  void saysThatATextIsNoVideo(@TempDir Path folder) throws Exception {
    Path text = Files.writeString(folder.resolve("a.mp4"), "no video at all\n".repeat(40));

    assertThatThrownBy(() -> MediaProbe.probe(ByteSource.of(text)))
        .isInstanceOfSatisfying(
            MediaException.class, e -> assertThat(e.rule()).isEqualTo("MEDIA-OPEN"))
        .hasMessageContaining("Cannot read it as MP4, Matroska or AVI")
        .hasMessageContaining("perhaps the file is cut off or of another kind");
  }

  @Test
  void opensNoOtherFileOrAddress(@TempDir Path folder) throws Exception {
    Path list = folder.resolve("list.mp4");
    Files.writeString(list, "ffconcat version 1.0\nfile 'other.mp4'\n");
    Path playlist = folder.resolve("list.m3u8.mp4");
    Files.writeString(
        playlist, "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/passwd\n");

    for (Path file : List.of(list, playlist)) {
      assertThatThrownBy(() -> MediaProbe.probe(ByteSource.of(file)))
          .isInstanceOfSatisfying(
              MediaException.class, e -> assertThat(e.rule()).isEqualTo("MEDIA-OPEN"))
          .hasMessageContaining(file.getFileName().toString());
    }
  }

  @Test
  void tellsWhatTheChannelThrew() {
    ByteSource broken =
        new ByteSource() {
          @Override
          public String name() {
            return "broken";
          }

          @Override
          public java.nio.channels.SeekableByteChannel open() throws java.io.IOException {
            throw new java.io.IOException("The store is gone");
          }
        };

    assertThatThrownBy(() -> VideoDecoder.open(broken))
        .isInstanceOfSatisfying(
            MediaException.class, e -> assertThat(e.rule()).isEqualTo("MEDIA-READ"))
        .hasMessageContaining("The store is gone");
  }
}
