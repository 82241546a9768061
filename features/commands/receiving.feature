Feature: From an operation in Cumulocity to the device

  Background:
    Given a Cumulocity connection
    And a device with the connection
    And the device is registered

  @CMD-01
  Rule: An operation for a device is received, whenever it was made

    Scenario: While the connection is open
      When an operator sends the device the bytes "0aff" on port 2
      And the operation becomes EXECUTING
      And the device sends an uplink
      Then the device receives the bytes "0aff" on port 2
      And the operation becomes SUCCESSFUL

    Scenario: While the connection was stopped
      Given the connection is stopped
      And the connection becomes CLOSED
      And an operator sends the device the bytes "0aff" on port 2
      When the connection is started
      And the operation becomes EXECUTING within 1 minute
      And the device sends an uplink
      Then the device receives the bytes "0aff" on port 2

    Scenario: While Cumulocity could not be reached
      Given Cumulocity is unreachable
      And the device sends an uplink
      And the connection becomes UNREACHABLE within 10 minutes
      And an operator sends the device the bytes "0aff" on port 2
      When Cumulocity is back
      And the operation becomes EXECUTING within 10 minutes
      And the device sends an uplink
      Then the device receives the bytes "0aff" on port 2

    Scenario: While the bridge was not running
      Given the bridge is stopped
      And an operator sends the device the bytes "0aff" on port 2
      When the bridge is started
      And the operation becomes EXECUTING within 1 minute
      And the device sends an uplink
      Then the device receives the bytes "0aff" on port 2

    @real-time @process
    Scenario: Over the network
      Given a device of class C with the connection
      And the device is registered
      When an operator sends the device the bytes "0aff" on port 2
      Then the device receives the bytes "0aff" on port 2
      And the operation becomes SUCCESSFUL

  @CMD-16
  Rule: After each outage operations are received as they are made

    Scenario: Cumulocity has forgotten who listens
      Given 1 hour passes
      And Cumulocity forgets who listens for operations
      And 1 minute passes
      When an operator sends the device the bytes "0aff" on port 2
      Then the operation becomes EXECUTING within 1 minute

    Scenario: An operation that is made while nobody listens
      Given 1 hour passes
      And Cumulocity forgets who listens for operations
      When an operator sends the device the bytes "0aff" on port 2
      Then the operation becomes EXECUTING within 1 minute

    Scenario: Cumulocity was out of order
      Given Cumulocity is out of order for 10 minutes
      And the device sends an uplink
      And 1 hour passes
      When an operator sends the device the bytes "0aff" on port 2
      Then the operation becomes EXECUTING within 1 minute

    Scenario: After three quiet hours
      Given 3 hours pass
      When an operator sends the device the bytes "0aff" on port 2
      Then the operation becomes EXECUTING within 1 minute

  @CMD-10
  Rule: Devices of somebody else are left alone

    Scenario Outline: An operator <does>
      When an operator <does>
      Then the operation stays PENDING during 3 hours
      And the network was asked for 0 downlinks

      Examples:
        | does                                          |
        | asks a device of somebody else to restart     |
        | sends a device of somebody else a command     |

  @CMD-19
  Rule: An operation for a device that is unknown fails

    Scenario: The network does not know the device
      When an operator sends a device that the network does not know a command
      Then the operation fails with a reason that names "unknown"

  @CMD-20
  Rule: An operation of a kind that can't be carried fails

    Scenario Outline: An operator asks the device to <do>
      When an operator asks the device to <do>
      Then the operation fails with a reason
      And the network was asked for 0 downlinks

      Examples:
        | do                   |
        | restart              |
        | install new firmware |
        | do nothing           |

    Scenario: The next command is carried all the same
      Given an operator asks the device to restart
      When an operator sends the device the bytes "0aff" on port 2
      And the operation becomes EXECUTING
      And the device sends an uplink
      Then the device receives the bytes "0aff" on port 2
