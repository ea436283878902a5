package net.neuralpro.connectors.chain.settlement;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;

/** Blocks as files of a folder that several programs share. */
record FolderBlocks(Path folder) implements BlockStore {
  FolderBlocks {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void put(Block block) throws IOException {
    Path fresh = Files.createTempFile(folder, "block", ".new");
    Files.write(fresh, block.bytes());
    Files.move(fresh, folder.resolve(block.cid().toString()), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public Optional<Block> get(Cid cid) throws IOException {
    return has(cid)
        ? Optional.of(new Block(cid, Files.readAllBytes(folder.resolve(cid.toString()))))
        : Optional.empty();
  }

  @Override
  public boolean has(Cid cid) {
    return Files.exists(folder.resolve(cid.toString()));
  }
}
