package net.neuralpro.pipelines.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The rooms of the house, lowest floor first, and which rooms each may use. */
class RoomsTest {
  record Room(String name, List<String> mayUse) {
    String packages() {
      return packagesOf(name);
    }

    static String packagesOf(String name) {
      return "net.neuralpro." + name + "..";
    }
  }

  static final List<Room> ROOMS =
      List.of(
          new Room("schemas", List.of()),
          new Room("connectors.media", List.of("schemas")),
          new Room("connectors.lake", List.of("schemas")),
          new Room("connectors.storage", List.of("schemas")),
          new Room("connectors.chain", List.of("schemas")),
          new Room("transforms", List.of("schemas", "connectors.media", "connectors.lake")),
          new Room("connectors.messaging", List.of("schemas")),
          new Room("noderunner", List.of("schemas", "connectors", "transforms")),
          new Room("pipelines.flows", List.of("schemas", "connectors", "transforms", "noderunner")),
          new Room(
              "pipelines.control",
              List.of("schemas", "connectors", "transforms", "noderunner", "pipelines.flows")),
          new Room(
              "pipelines.cli",
              List.of(
                  "schemas",
                  "connectors",
                  "transforms",
                  "noderunner",
                  "pipelines.flows",
                  "pipelines.control")));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("net.neuralpro");

  @ParameterizedTest
  @FieldSource("ROOMS")
  void aRoomUsesOnlyTheRoomsItMay(Room room) {
    String[] allowed =
        Stream.concat(Stream.of(room.name()), room.mayUse().stream())
            .map(Room::packagesOf)
            .toArray(String[]::new);

    noClasses()
        .that()
        .resideInAPackage(room.packages())
        .should()
        .dependOnClassesThat(
            resideInAPackage("net.neuralpro..").and(not(resideInAnyPackage(allowed))))
        .check(CLASSES);
  }

  @ParameterizedTest
  @FieldSource("ROOMS")
  void aRoomIsNeverEmpty(Room room) {
    assertThat(CLASSES.that(resideInAPackage(room.packages())))
        .as("classes of the room %s", room.name())
        .isNotEmpty();
  }

  @Test
  void everyClassLivesInARoom() {
    classes()
        .should()
        .resideInAnyPackage(ROOMS.stream().map(Room::packages).toArray(String[]::new))
        .check(CLASSES);
  }
}
