Feature: Downlinks

  @PARAM-14
  Rule: Where downlinks are switched off, no command is taken

    Scenario: Switched off
      Given a Cumulocity connection
      And a device of class C with the connection
      And the device is registered
      And the connection's parameter downlinkEnabled is changed to false
      And the connection becomes OPENED
      When an operator sends the device the bytes "0aff" on port 2
      Then the operation stays PENDING during 3 hours
      And the device received 0 downlinks

    Scenario: Switched on again
      Given a Cumulocity connection
      And a device of class C with the connection
      And the device is registered
      And the connection's parameter downlinkEnabled is changed to false
      And the connection becomes OPENED
      And an operator sends the device the bytes "0aff" on port 2
      And 1 hour passes
      When the connection's parameter downlinkEnabled is changed to true
      Then the operation becomes SUCCESSFUL within 10 minutes

  @PARAM-15
  Rule: With an application server's id and key, downlinks are signed

    Scenario: A network that takes signed downlinks only
      Given a Cumulocity connection whose downlinks are signed
      And a device of class C with the connection
      And the device is registered
      When an operator sends the device the bytes "0aff" on port 2
      Then the operation becomes SUCCESSFUL

    Scenario Outline: Downlinks that are <signed>
      Given a Cumulocity connection whose downlinks are <signed>
      And a device of class C with the connection
      And the device is registered
      When an operator sends the device the bytes "0aff" on port 2
      Then the operation fails with a reason
      And the device received 0 downlinks

      Examples:
        | signed                  |
        | signed with another key |
        | not signed              |

  @PARAM-16
  Rule: A command that names no port goes to the port that is set for downlinks

    Background:
      Given a Cumulocity connection
      And a device of class C with the connection
      And the device is registered
      And the connection's parameter downlinkPort is changed to 17
      And the connection becomes OPENED

    Scenario: A command without a port
      When an operator sends the device the bytes "0aff"
      Then the device receives the bytes "0aff" on port 17

    Scenario: A command with a port
      When an operator sends the device the bytes "0aff" on port 2
      Then the device receives the bytes "0aff" on port 2
