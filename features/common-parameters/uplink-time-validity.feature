Feature: The parameter uplinkTimeValidity

  @PARAM-07
  Rule: An uplink that is older than its validity is not sent

    Scenario: It does not arrive in Cumulocity
      Given a Cumulocity connection with an uplink time validity of 5 minutes
      And a device with the connection
      When an uplink of the device arrives 6 minutes late
      Then Cumulocity still knows nothing of the device after 1 hour

    Scenario: An event names it
      Given a Cumulocity connection with an uplink time validity of 5 minutes
      And a device with the connection
      When an uplink of the device arrives 6 minutes late
      Then an event "message expired" names the device and its uplink

    Scenario: A younger one is sent
      Given a Cumulocity connection with an uplink time validity of 5 minutes
      And a device with the connection
      When an uplink of the device arrives 4 minutes late
      Then each uplink of the device is in Cumulocity once

  @PARAM-08
  Rule: Without a validity, uplinks are sent however old they are

    Scenario: An uplink of last month
      Given a Cumulocity connection
      And a device with the connection
      When an uplink of the device arrives 30 days late
      Then each uplink of the device is in Cumulocity once

  @PARAM-09
  Rule: A validity is kept to exactly, however long it is

    Scenario Outline: <validity>, and an uplink that is <age> old
      Given a Cumulocity connection with an uplink time validity of <validity>
      And a device with the connection
      When an uplink of the device arrives <age> late
      Then the uplink is <fate>

      Examples:
        | validity   | age        | fate    |
        | 30 seconds | 29 seconds | sent    |
        | 30 seconds | 31 seconds | expired |
        | 72 hours   | 73 hours   | expired |
        | 5 days     | 119 hours  | sent    |
        | 6 days     | 145 hours  | expired |
        | 60 days    | 59 days    | sent    |
        | 60 days    | 61 days    | expired |

  @PARAM-10
  Rule: A validity may be set for one flow

    Scenario: What takes the flow is held to the flow's validity
      Given a Cumulocity connection
      And a flow for the tag "meter" with an uplink time validity of 5 minutes
      And a device with the tag "meter"
      When an uplink of the device arrives 6 minutes late
      Then the uplink is expired

    Scenario: The flow's validity holds for this flow only
      Given a Cumulocity connection
      And a flow "short" for the tag "meter" with an uplink time validity of 5 minutes
      And a flow "long" for the tag "pump" with an uplink time validity of 1 hour
      And a device with the tag "pump"
      When an uplink of the device arrives 6 minutes late
      Then the uplink is sent
