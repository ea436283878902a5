package net.neuralpro.pipelines.control.network;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.chain.tasks.Domain;
import net.neuralpro.connectors.chain.tasks.TaskId;
import net.neuralpro.connectors.storage.BlockStream;
import net.neuralpro.connectors.storage.car.CarWriter;
import net.neuralpro.noderunner.protocol.Events;
import net.neuralpro.noderunner.protocol.Missing;
import net.neuralpro.noderunner.protocol.NetworkDescription;
import net.neuralpro.noderunner.protocol.OwnCheck;
import net.neuralpro.noderunner.protocol.Promises;
import net.neuralpro.noderunner.protocol.Protocol;
import net.neuralpro.noderunner.protocol.SchedulerCalls;
import net.neuralpro.noderunner.protocol.Submissions;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.Cid;

/** A requester's calls, over HTTP. */
final class HttpRequesterCalls implements RequesterCalls {
  private final SchedulerCalls calls;

  HttpRequesterCalls(NetworkDescription network, ContributorKey key) {
    calls =
        new SchedulerCalls(
            network.scheduler(),
            new Domain(network.deployment().chain(), network.deployment().contract("TaskEscrow")),
            key.address(),
            key,
            Clock.systemUTC());
  }

  @Override
  public Missing submit(Submissions submissions) throws IOException {
    return calls.post(Protocol.SUBMISSIONS, submissions, Missing.class);
  }

  @Override
  public void promise(Promises promises) throws IOException {
    calls.tell(Protocol.PROMISES, promises);
  }

  @Override
  public Events events(long after) throws IOException {
    return calls.get(Protocol.EVENTS + "?after=" + after, Events.class);
  }

  @Override
  public void put(Cid root, BlockStream blocks) throws IOException {
    Path car = Files.createTempFile("neural-inputs", ".car");
    try {
      try (CarWriter writer =
          new CarWriter(new BufferedOutputStream(Files.newOutputStream(car)), List.of(root))) {
        writer.writeAll(blocks);
      }
      calls.put(Protocol.BLOCKS, car);
    } finally {
      Files.delete(car);
    }
  }

  @Override
  public void check(TaskId task, OwnCheck check) throws IOException {
    calls.tell(Protocol.check(task), check);
  }

  @Override
  public Optional<Block> block(TaskId task, Cid cid) throws IOException {
    return calls.block(Protocol.block(task, cid), cid);
  }
}
