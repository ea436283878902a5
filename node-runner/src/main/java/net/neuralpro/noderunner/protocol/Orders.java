package net.neuralpro.noderunner.protocol;

import java.util.List;

/** The tasks that a node is given; it has none until the next claim if there are none here. */
public record Orders(List<Order> orders) {
  public Orders {
    orders = List.copyOf(orders);
    Limits.requireItems("orders", orders.size());
  }
}
