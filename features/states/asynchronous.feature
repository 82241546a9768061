Feature: Changes of state follow

  @STATE-19
  Rule: A command does not wait for the platform

    Scenario: A creation is answered while the link is still opening
      Given Cumulocity does not answer
      When a connection is created
      Then the request is accepted
      And the answer came at once
      And the connection is AUTHENTICATING

    Scenario Outline: It is <command> while it is opening
      Given Cumulocity does not answer
      And a connection is created
      When the connection is <command>
      Then the request is accepted
      And the answer came at once
      And the connection becomes <state> within 1 minute

      Examples:
        | command      | state       |
        | restarted    | UNREACHABLE |
        | stopped      | CLOSED      |
        | set inactive | DEACTIVATED |

    Scenario: It is deleted while it is opening
      Given Cumulocity does not answer
      And a connection is created
      When the connection is deleted
      Then the request is accepted
      And the answer came at once
      And Cumulocity is not asked anything during 1 day

    Scenario: A change that is made while it is opening holds
      Given Cumulocity does not answer
      And a connection is created
      And the connection's parameter createDevices is changed to false
      When Cumulocity is back
      Then the connection becomes OPENED within 10 minutes
      And the connection's parameter createDevices is false

  @STATE-18
  Rule: A connection that fails to open for the first time is not said to have failed to restart

    Scenario: The first opening fails
      Given Cumulocity is unreachable
      When a connection is created with the name "North"
      And the connection becomes UNREACHABLE
      Then an event says "Connection opening failed: Unable to open connection North with id <id>: "
      And no event says "Connection restart failed"

    Scenario: The first restart fails
      Given Cumulocity is unreachable
      And a connection "North" that is UNREACHABLE
      When 7 minutes pass
      Then an event of the last 3 minutes says "Connection restart failed: Unable to restart connection North with id <id>: "
