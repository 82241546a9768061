Feature: The page of all metrics

  @METRIC-04
  Rule: The page says the same as the management API

    Scenario: Connections in several states, with uplinks that went through and that failed
      Given a Cumulocity connection "North"
      And a Cumulocity connection "South"
      And a device "meter" with the connection "North"
      And a device "pump" with the connection "South"
      And Cumulocity finds the next data invalid
      When each device sends 3 uplinks
      And 1 minute passes
      And the connection "South" is stopped
      And 1 minute passes
      Then the page of all metrics says the same of each connection as the management API

    Scenario: An hour later
      Given a Cumulocity connection
      And a device with the connection
      And the device sent an uplink
      When 61 minutes pass
      Then the page of all metrics says the same of each connection as the management API

    Scenario: A connection whose name is awkward
      Given a Cumulocity connection 'North "A", \ and {more}'
      Then the page of all metrics says the same of each connection as the management API

    Scenario: A connection that was deleted
      Given a Cumulocity connection
      And the connection is deleted
      Then the page of all metrics tells of no connection

  @METRIC-05
  Rule: The page is for those who may use the management API

    Scenario: Without a token
      When the page of all metrics is read without a token
      Then the request is refused as unauthorised

    Scenario: It holds no secret
      Given a Cumulocity connection
      When the page of all metrics is read
      Then the answer does not hold the password of the account
