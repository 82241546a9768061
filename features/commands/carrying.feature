Feature: On the way to the device

  @CMD-13
  Rule: An operation is executing until the network has told what became of it

    Scenario: A device that listens after its uplinks only
      Given a Cumulocity connection
      And a device with the connection
      And the device is registered
      And an operator sends the device the bytes "0aff" on port 2
      And the operation becomes EXECUTING
      And the operation stays EXECUTING during 1 hour
      When the device sends an uplink
      Then the operation becomes SUCCESSFUL
      And the operation was PENDING, EXECUTING and SUCCESSFUL, in this order

    Scenario: A report that comes late
      Given a Cumulocity connection
      And a device of class C with the connection
      And the device is registered
      And the network reports the next downlink 30 minutes late
      When an operator sends the device the bytes "0aff" on port 2
      And the device receives the bytes "0aff" on port 2
      Then the operation stays EXECUTING during 20 minutes
      And the operation becomes SUCCESSFUL within 20 minutes

  @CMD-17
  Rule: The device gets what it is commanded when it listens

    Scenario: A device of class A after its next uplink
      Given a Cumulocity connection
      And a device with the connection
      And the device is registered
      And an operator sends the device the bytes "0aff" on port 2
      And the device receives nothing during 1 hour
      When the device sends an uplink
      Then the device receives the bytes "0aff" on port 2

    Scenario: A device of class C at once
      Given a Cumulocity connection
      And a device of class C with the connection
      And the device is registered
      When an operator sends the device the bytes "0aff" on port 2
      Then the device receives the bytes "0aff" on port 2
      And the operation becomes SUCCESSFUL

  @CMD-15
  Rule: A device gets its commands in the order in which they were made

    Scenario: A device of class A, one after each uplink
      Given a Cumulocity connection
      And a device with the connection
      And the device is registered
      When an operator sends the device 5 commands, one after the other
      And the device sends an uplink every minute for 10 minutes
      Then the device has received 5 downlinks, in the order of the commands
      And each operation is SUCCESSFUL within 1 minute

    Scenario: A device of class C
      Given a Cumulocity connection
      And a device of class C with the connection
      And the device is registered
      When an operator sends the device 20 commands, one after the other
      Then the device has received 20 downlinks, in the order of the commands

    Scenario: Commands that waited for the connection
      Given a Cumulocity connection
      And a device of class C with the connection
      And the device is registered
      And the connection is stopped
      And the connection becomes CLOSED
      And an operator sends the device 5 commands, one after the other
      When the connection is started
      Then the device has received 5 downlinks, in the order of the commands

  @CMD-14
  Rule: A command is confirmed, good for a time, or in place of others, as it says

    Scenario: To be confirmed by the device
      Given a Cumulocity connection
      And a device with the connection
      And the device is registered
      When an operator sends the device a command to be confirmed
      And the operation becomes EXECUTING
      And the device sends an uplink
      Then the device receives the bytes "0aff" on port 2
      And the network was asked for a downlink to be confirmed

    Scenario: Good for ten minutes, and the device is silent for longer
      Given a Cumulocity connection
      And a device with the connection
      And the device is registered
      And an operator sends the device a command that is good for 10 minutes
      And 11 minutes pass
      When the device sends an uplink
      Then the device receives nothing during 1 hour
      And the operation fails with a reason

    Scenario: Good for ten minutes, and the device is heard before
      Given a Cumulocity connection
      And a device with the connection
      And the device is registered
      And an operator sends the device a command that is good for 10 minutes
      And 9 minutes pass
      When the device sends an uplink
      Then the device receives the bytes "0aff" on port 2

    Scenario: In place of what waits for the device
      Given a Cumulocity connection
      And a device with the connection
      And the device is registered
      And an operator sends the device the bytes "01" on port 2
      And the operation becomes EXECUTING
      And 1 minute passes
      When an operator sends the device the bytes "02" on port 2 in place of what waits for it
      And 1 minute passes
      And the device sends an uplink every minute for 5 minutes
      Then the device receives the bytes "02" on port 2
      And the device received 1 downlink

  @CMD-21
  Rule: A command is sent once

    Scenario: Cumulocity tells of it while the bridge looks for it
      Given a Cumulocity connection
      And a device of class C with the connection
      And the device is registered
      And 1 hour passes
      And Cumulocity forgets who listens for operations
      When an operator sends the device the bytes "0aff" on port 2
      And 3 hours pass
      Then the device received 1 downlink

    Scenario: The bridge is killed while the network has it
      Given a Cumulocity connection
      And a device with the connection
      And the device is registered
      And an operator sends the device the bytes "0aff" on port 2
      And the operation becomes EXECUTING
      And 1 minute passes
      When the bridge is killed and started again
      And the device sends an uplink every minute for 10 minutes
      Then the device received 1 downlink
      And the operation becomes SUCCESSFUL

  @CMD-06
  Rule: Each downlink bears a correlation id of its own

    Scenario: Those of one device
      Given a Cumulocity connection
      And a device of class C with the connection
      And the device is registered
      When an operator sends the device 20 commands, one after the other
      Then the device has received 20 downlinks, in the order of the commands
      And each downlink bears a correlation id of 64 bits that no other has

    Scenario: Before and after a restart of the bridge
      Given a Cumulocity connection
      And a device of class C with the connection
      And the device is registered
      And an operator sends the device the bytes "01" on port 2
      And the operation becomes SUCCESSFUL
      When the bridge is killed and started again
      And an operator sends the device the bytes "02" on port 2
      And the operation becomes SUCCESSFUL
      Then each downlink bears a correlation id of 64 bits that no other has
