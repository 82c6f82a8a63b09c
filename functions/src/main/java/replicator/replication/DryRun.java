package replicator.replication;

import replicator.cost.Rates;
import replicator.plan.Plan;
import replicator.plan.Preview;

/** Reports what a run would do; writes nothing anywhere, and needs no lease. */
public final class DryRun {
  private final int maxConcurrency;
  private final Rates rates;

  public DryRun(int maxConcurrency, Rates rates) {
    this.maxConcurrency = maxConcurrency;
    this.rates = rates;
  }

  public Preview of(Plan plan) {
    return Preview.of(plan, maxConcurrency, rates);
  }
}
