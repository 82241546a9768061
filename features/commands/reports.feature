Feature: What the network tells of a command

  Background:
    Given a Cumulocity connection

  @CMD-03
  Rule: A downlink that the network rejects fails its operation

    Scenario: With the network's own reason
      Given a device with the connection
      And the device is registered
      And the network rejects the next downlink because "Downlinks are not allowed by the connectivity plan"
      When an operator sends the device the bytes "0aff" on port 2
      Then the operation fails with a reason that names "not allowed by the connectivity plan"

  @CMD-04
  Rule: A rejection without a correlation id is put down to the right operation

    Scenario: The only one
      Given a device with the connection
      And the device is registered
      And the network rejects the next downlink without saying which
      When an operator sends the device the bytes "0aff" on port 2
      Then the operation fails with a reason

    Scenario: The second of two
      Given a device with the connection
      And the device is registered
      And an operator sends the device the bytes "01" on port 2
      And the operation becomes EXECUTING
      And 1 minute passes
      And the network rejects the next downlink without saying which
      When an operator sends the device the bytes "02" on port 2
      Then the second operation fails with a reason
      And the first operation stays EXECUTING during 1 hour

    Scenario: Another device is not concerned
      Given the devices "attic" and "cellar" with the connection
      And each device sends an uplink
      And each uplink of each device is in Cumulocity once
      And an operator sends the device "attic" the bytes "01" on port 2
      And the operation becomes EXECUTING
      And the network rejects the next downlink without saying which
      When an operator sends the device "cellar" the bytes "02" on port 2
      Then the second operation fails with a reason
      And the first operation stays EXECUTING during 1 hour

  @CMD-05
  Rule: A report without a delivery status says nothing

    Scenario: It is no failure
      Given a device of class C with the connection
      And the device is registered
      And the network reports the next downlink without a delivery status, and 10 minutes later with it
      When an operator sends the device the bytes "0aff" on port 2
      Then the operation becomes SUCCESSFUL within 11 minutes

    Scenario: It is no success
      Given a device of class C with the connection
      And the device is registered
      And the network reports the next downlink without a delivery status
      When an operator sends the device a command that is good for 10 minutes
      Then the operation fails within 3 hours with a reason

  @CMD-07
  Rule: A frame that the network sent in the second window instead of the first counts as delivered

    Scenario: The network chose the second window
      Given a device with the connection
      And the device is registered
      And the network sends the next downlink in the second window
      When an operator sends the device the bytes "0aff" on port 2
      And the operation becomes EXECUTING
      And the device sends an uplink
      Then the operation becomes SUCCESSFUL
      And the device receives the bytes "0aff" on port 2

  @CMD-18
  Rule: An operation whose downlink could not be sent, or of which nothing is heard, fails

    Scenario: The radio was busy in both windows
      Given a device with the connection
      And the device is registered
      And the network can't send the next downlink
      When an operator sends the device the bytes "0aff" on port 2
      And the operation becomes EXECUTING
      And the device sends an uplink
      Then the operation fails with a reason that names "busy"
      And the device receives nothing during 1 hour

    Scenario: The network says nothing
      Given a device of class C with the connection
      And the device is registered
      And the network reports nothing of the next downlink
      When an operator sends the device a command that is good for 10 minutes
      Then the operation fails within 3 hours with a reason

    Scenario: The network says nothing of a command that does not say how long it is good
      Given a device of class C with the connection
      And the device is registered
      And the network reports nothing of the next downlink
      When an operator sends the device the bytes "0aff" on port 2
      Then the operation fails within 2 days with a reason

    Scenario: The device is never heard again
      Given a device with the connection
      And the device is registered
      When an operator sends the device a command that is good for 10 minutes
      Then the operation fails within 3 hours with a reason

  @CMD-02
  Rule: Every operation ends

    Scenario: One that the bridge had begun when it was killed
      Given a device of class C with the connection
      And the device is registered
      And the network reports nothing of the next downlink
      And an operator sends the device a command that is good for 10 minutes
      And the operation becomes EXECUTING
      When the bridge is killed and started again
      Then each operation has ended within 3 hours

    Scenario: Those of a connection that is stopped for a day
      Given a device with the connection
      And the device is registered
      And an operator sends the device 3 commands, one after the other
      And the first operation becomes EXECUTING
      And the connection is stopped
      And 1 day passes
      When the connection is started
      Then each operation has ended within 3 hours

    Scenario: Those of which the network reports while Cumulocity is unreachable
      Given a device of class C with the connection
      And the device is registered
      And the network reports the next downlink 5 minutes late
      And an operator sends the device the bytes "0aff" on port 2
      And the operation becomes EXECUTING
      And Cumulocity is unreachable
      And 20 minutes pass
      When Cumulocity is back
      Then the operation becomes SUCCESSFUL within 1 day

    Scenario: A report that comes twice
      Given a device of class C with the connection
      And the device is registered
      And the network reports the next downlink twice
      When an operator sends the device the bytes "0aff" on port 2
      And the operation becomes SUCCESSFUL
      Then the operation stays SUCCESSFUL during 1 hour

  @CMD-22
  Rule: The counters of a connection tell how many downlinks went out and how many failed

    Scenario: Two went out, one did not
      Given a device of class C with the connection
      And the device is registered
      And an operator sends the device 2 commands, one after the other
      And each operation is SUCCESSFUL within 1 minute
      And the network rejects the next downlink
      When an operator sends the device the bytes "03" on port 2
      And the operation fails with a reason
      Then the connection counts 2 downlinks of the last hour
      And the connection counts 1 failed downlink of the last hour
      And the connection counts 2 downlinks of the last day

    Scenario: After an hour
      Given a device of class C with the connection
      And the device is registered
      And an operator sends the device the bytes "0aff" on port 2
      And the operation becomes SUCCESSFUL
      When 61 minutes pass
      Then the connection counts 0 downlinks of the last hour
      And the connection counts 1 downlink of the last day
