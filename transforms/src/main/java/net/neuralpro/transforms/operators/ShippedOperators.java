package net.neuralpro.transforms.operators;

import java.util.List;
import net.neuralpro.transforms.align.AlignOperator;
import net.neuralpro.transforms.decode.DecodeOperator;
import net.neuralpro.transforms.deduplicate.DeduplicateOperator;
import net.neuralpro.transforms.deduplicate.FingerprintOperator;
import net.neuralpro.transforms.examine.ExamineOperator;
import net.neuralpro.transforms.ingest.IngestOperator;
import net.neuralpro.transforms.label.LabelOperator;
import net.neuralpro.transforms.measure.FilterOperator;
import net.neuralpro.transforms.measure.ScoreOperator;
import net.neuralpro.transforms.segment.GridTimesOperator;
import net.neuralpro.transforms.segment.SegmentOperator;
import net.neuralpro.transforms.shard.DigestOperator;
import net.neuralpro.transforms.shard.PlanOperator;
import net.neuralpro.transforms.shard.WriteClipsOperator;
import net.neuralpro.transforms.shard.WriteCroissantOperator;
import net.neuralpro.transforms.shard.WriteDataOperator;
import net.neuralpro.transforms.shard.WriteMetaOperator;
import net.neuralpro.transforms.shard.WriteStreamsOperator;
import net.neuralpro.transforms.shard.WriteVideoOperator;
import net.neuralpro.transforms.split.SplitOperator;
import net.neuralpro.transforms.validate.ValidateOperator;

/** The operators that ship with Neural. */
public final class ShippedOperators implements OperatorProvider {
  @Override
  public OperatorCatalogue catalogue() {
    return new OperatorCatalogue(
        List.of(
            new IngestOperator(),
            new ExamineOperator(),
            new GridTimesOperator(),
            new ValidateOperator(),
            new SegmentOperator(),
            new AlignOperator(),
            new ScoreOperator(),
            new FilterOperator(),
            new LabelOperator(),
            new FingerprintOperator(),
            new DeduplicateOperator(),
            new SplitOperator(),
            new PlanOperator(),
            new WriteDataOperator(),
            new WriteVideoOperator(),
            new WriteStreamsOperator(),
            new WriteClipsOperator(),
            new WriteMetaOperator(),
            new WriteCroissantOperator(),
            new DigestOperator(),
            new DecodeOperator()));
  }
}
