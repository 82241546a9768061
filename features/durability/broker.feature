Feature: The broker in between

  @DURABLE-05
  Rule: Uplinks go on after the broker was away

    Scenario: The broker restarts
      Given a Cumulocity connection
      And a device with the connection
      And the broker was away for 1 minute
      When the device sends an uplink
      Then each uplink of the device is in Cumulocity once
