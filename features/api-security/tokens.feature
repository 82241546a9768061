Feature: Who may use the management API

  @SEC-01
  Rule: Nothing is given or changed without a valid token

    Scenario: Reading without a token
      When these are read without a token:
        | /connections |
        | /connectors  |
        | /flows       |
        | /drivers     |
        | /events      |
        | /devices     |
      Then each of the requests is refused as unauthorised

    Scenario: Creating with a made-up token
      When a connection is created with the token "made-up"
      Then the request is refused as unauthorised
      And there is no connection

    Scenario: Deleting without a token
      Given a Cumulocity connection "North"
      When the connection is deleted without a token
      Then the request is refused as unauthorised
      And the connections are "North"

  @SEC-02
  Rule: A token is given for good credentials only

    Scenario: Good credentials
      When somebody signs in with good credentials
      Then a bearer token is given for a stated time
      And the token opens the management API

    Scenario Outline: A wrong <part>
      When somebody signs in with a wrong <part>
      Then the request is refused as unauthorised

      Examples:
        | part          |
        | client id     |
        | client secret |

  @SEC-03
  Rule: A token ends when its time is over

    Scenario: Shortly before
      Given somebody signed in with good credentials
      When nearly all of the token's time passes
      Then the token opens the management API

    Scenario: Afterwards
      Given somebody signed in with good credentials
      When more than the token's time passes
      Then the token no longer opens the management API

  @SEC-04
  Rule: A token can be described

    Scenario: A good token
      Given somebody signed in with good credentials
      When the token is described
      Then the description tells whose it is and how long it is good

    Scenario: A made-up token
      When the token "made-up" is described
      Then the request is refused
