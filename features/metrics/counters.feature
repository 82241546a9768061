Feature: Exact counters

  @METRIC-01
  Rule: An uplink is counted for exactly an hour and exactly a day

    Scenario Outline: <elapsed> after an uplink
      Given a Cumulocity connection
      And a device with the connection
      And the device sent an uplink
      When <elapsed> pass
      Then the connection counts <hour> uplinks in the last hour and <day> in the last day at this moment

      Examples:
        | elapsed       | hour | day |
        | 3599 seconds  | 1    | 1   |
        | 3600 seconds  | 0    | 1   |
        | 86399 seconds | 0    | 1   |
        | 86400 seconds | 0    | 0   |

    Scenario: Uplinks that leave the hour one by one
      Given a Cumulocity connection
      And a device with the connection
      When the device sends an uplink every 20 minutes for 3 hours
      Then the connection counts 2 uplinks in the last hour and 9 in the last day at this moment

  @METRIC-02
  Rule: An uplink is counted once by each connection, however often it came or was tried

    Scenario: The network delivers it twice
      Given a Cumulocity connection
      And a device with the connection
      When the device sends an uplink that the network delivers twice
      Then the connection counts 1 uplink of the last hour
      And 1 minute passes
      And the connection counts 1 uplink in the last hour and 1 in the last day at this moment

    Scenario: Cumulocity is busy at the first attempts
      Given a Cumulocity connection
      And a device with the connection
      And the device is registered
      And Cumulocity refuses the next 2 data with status 503
      When the device sends 3 uplinks
      Then each uplink of the device is in Cumulocity once
      And the connection counts 4 uplinks in the last hour and 4 in the last day at this moment

    Scenario: Two connections take it
      Given a Cumulocity connection "North"
      And a Cumulocity connection "South"
      And a device with the connections "North" and "South"
      When the device sends 2 uplinks
      Then the connection "North" counts 2 uplinks of the last hour
      And the connection "South" counts 2 uplinks of the last hour

  @METRIC-03
  Rule: An uplink that failed is no uplink that went through

    Scenario: One of three is refused for good
      Given a Cumulocity connection
      And a device with the connection
      And the device is registered
      And Cumulocity finds the next data invalid
      When the device sends an uplink
      And 1 minute passes
      And the device sends an uplink
      Then the connection counts 1 failed uplink of the last hour
      And the connection counts 2 uplinks of the last hour

    Scenario: Devices are not to be created
      Given a Cumulocity connection that creates no devices
      And a device with the connection
      When the device sends 2 uplinks
      Then the connection counts 2 failed uplinks of the last hour
      And the connection counts 0 uplinks of the last hour
