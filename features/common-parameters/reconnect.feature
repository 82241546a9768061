Feature: The parameter reconnectStrategy

  @PARAM-17
  Rule: CALM tries again for a day and a half, and then closes

    Scenario: An outage of three days
      Given Cumulocity is unreachable
      And a connection with the reconnect strategy CALM that is UNREACHABLE
      When 3 days pass
      Then the connection was tried again:
        | every 10 minutes | for 12 hours |
        | every 1 hour     | for 1 day    |
      And the connection is CLOSED
      And the connection announces no restart

    Scenario: Once it has given up it does not come back by itself
      Given Cumulocity is unreachable
      And a connection with the reconnect strategy CALM that is UNREACHABLE
      And 2 days pass
      When Cumulocity is back
      Then the connection is never OPENED during 1 day

    Scenario: Once it has given up it can be started by hand
      Given Cumulocity is unreachable
      And a connection with the reconnect strategy CALM that is UNREACHABLE
      And 2 days pass
      And Cumulocity is back
      When the connection is started
      Then the connection becomes OPENED

  @PARAM-18
  Rule: NORMAL tries again for ever, once a day in the end

    Scenario: An outage of five days
      Given Cumulocity is unreachable
      And a connection with the reconnect strategy NORMAL that is UNREACHABLE
      When 5 days pass
      Then the connection was tried again:
        | every 5 minutes | for 1 hour |
        | every 1 hour    | for 1 day  |
        | every 1 day     | for ever   |

    Scenario: It is the strategy of a connection that names none
      Given Cumulocity is unreachable
      And a connection that is UNREACHABLE
      When 3 days pass
      Then the connection was tried again:
        | every 5 minutes | for 1 hour |
        | every 1 hour    | for 1 day  |
        | every 1 day     | for ever   |

    Scenario: It opens after a long outage
      Given Cumulocity is unreachable
      And a connection with the reconnect strategy NORMAL that is UNREACHABLE
      And 10 days pass
      When Cumulocity is back
      Then the connection becomes OPENED within 25 hours

  @PARAM-19
  Rule: AGGRESSIVE tries again for ever, and restarts a connection that has fallen silent

    Scenario: An outage of eight days
      Given Cumulocity is unreachable
      And a connection with the reconnect strategy AGGRESSIVE that is UNREACHABLE
      When 8 days pass
      Then the connection was tried again:
        | every 3 minutes  | for 3 hours |
        | every 30 minutes | for 7 days  |
        | every 1 hour     | for ever    |

    Scenario: No uplink for an hour
      Given a Cumulocity connection with the reconnect strategy AGGRESSIVE
      When 61 minutes pass
      Then its states were OPENING, AUTHENTICATING, OPENED, CLOSING, CLOSED, OPENING, AUTHENTICATING and OPENED

    Scenario: An hour after the last uplink
      Given a Cumulocity connection with the reconnect strategy AGGRESSIVE
      And a device with the connection
      And the device sends an uplink every 50 minutes for 5 hours
      And its states were OPENING, AUTHENTICATING and OPENED
      When 15 minutes pass
      Then its last states were CLOSING, CLOSED, OPENING, AUTHENTICATING and OPENED

    Scenario Outline: A silent connection that is <strategy> stays open
      Given a Cumulocity connection with the reconnect strategy <strategy>
      When 1 day passes
      Then its states were OPENING, AUTHENTICATING and OPENED

      Examples:
        | strategy |
        | CALM     |
        | NORMAL   |

  @PARAM-20
  Rule: A random delay spreads the restarts of many connections

    Scenario: Forty connections lose their platform at the same moment
      Given the bridge allows 40 connections
      And Cumulocity is unreachable
      And 40 connections are created
      When 7 minutes pass
      Then each connection was tried again 5 to 6 minutes after the loss
      And the restarts are spread over more than 20 seconds

    Scenario: One connection is not always delayed by the same
      Given Cumulocity is unreachable
      And a connection that is UNREACHABLE
      When 70 minutes pass
      Then its restarts were not all delayed alike
