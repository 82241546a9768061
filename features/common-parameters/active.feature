Feature: The parameter active

  @PARAM-01
  Rule: A connection is active unless said otherwise

    Scenario: Nothing is said about it
      When a connection is created
      Then the connection is active
      And the connection becomes OPENED

  @PARAM-02
  Rule: A connection that is set inactive stops within one minute

    Scenario: The link is closed within a minute
      Given a Cumulocity connection
      When the connection is set inactive
      Then the connection becomes DEACTIVATED within 1 minute

    Scenario: Nothing is sent any more after that minute
      Given a Cumulocity connection
      And a device with the connection
      And the connection is set inactive
      And 1 minute passes
      When the device sends an uplink
      Then Cumulocity still knows nothing of the device after 1 day

  @PARAM-03
  Rule: A connection that is set active again starts

    Scenario: The link opens again
      Given a connection that is not active
      When the connection is set active
      Then the connection becomes OPENED

    Scenario: Uplinks are sent again
      Given a connection that is not active
      And a device with the connection
      And the connection is set active
      And the connection becomes OPENED
      When the device reports a temperature of 21.5 °C
      Then Cumulocity shows a temperature of 21.5 °C for the device
