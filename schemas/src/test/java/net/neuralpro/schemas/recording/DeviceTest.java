package net.neuralpro.schemas.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeviceTest {
  @Test
  void isNamedByAllThatIsKnownOfIt() {
    Device device = new Device(Optional.of("Acme"), Optional.of("Box"), Optional.of("17"));

    assertThat(device.text()).hasValue("Acme Box 17");
    assertThat(Device.ofModel("x".repeat(300)).text()).hasValue("x".repeat(200));
    assertThat(Device.ofModel(" ").text()).isEmpty();
  }
}
