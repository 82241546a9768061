Feature: What survives the bridge

  @DURABLE-01
  Rule: Connections survive and come up again

    Scenario Outline: The bridge is <ended> and started again
      Given a Cumulocity connection "North"
      When the bridge is <ended> and started again
      Then the connections are "North"
      And the connection becomes OPENED

      Examples:
        | ended   |
        | stopped |
        | killed  |

    Scenario: An update that was answered survives
      Given a Cumulocity connection "North"
      And the connection's description is changed to "Second floor"
      When the bridge is killed and started again
      Then the connection's description reads "Second floor"

    Scenario: A deleted connection stays deleted
      Given a Cumulocity connection "North"
      And the connection "North" is deleted
      When the bridge is killed and started again
      Then there is no connection

    Scenario: A connection that is not active stays so
      Given a connection that is not active
      When the bridge is stopped and started again
      Then the connection becomes DEACTIVATED
      And the connection is never OPENED during 1 hour

    @real-time @process
    Scenario: The process is killed
      Given a Cumulocity connection "North"
      And a device with the connection
      When the bridge is killed and started again
      And the connection becomes OPENED
      And the device sends an uplink
      Then each uplink of the device is in Cumulocity once

  @DURABLE-02
  Rule: Flows and the connections of devices survive

    Scenario: Flows
      Given a Cumulocity connection
      And a flow "Meters" for the tag "meter"
      And a device with the tag "meter"
      When the bridge is killed and started again
      And the device sends an uplink
      Then each uplink of the device is in Cumulocity once

    Scenario: Connections of devices
      Given a Cumulocity connection
      And a device with the connection
      When the bridge is killed and started again
      And the device sends an uplink
      Then each uplink of the device is in Cumulocity once

  @DURABLE-03
  Rule: Registered devices are found again

    Scenario: The device is not duplicated
      Given a Cumulocity connection
      And a device with the connection
      And the device sent an uplink
      When the bridge is killed and started again
      And the device sends an uplink
      Then each uplink of the device is in Cumulocity once
      And Cumulocity holds a single device
