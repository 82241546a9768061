Feature: What is never given away

  @SEC-05
  Rule: A password is never read back

    Scenario: In the answer to the creation
      When a connection is created
      Then the connection's password reads "*****" in the answer

    Scenario: When the connection is read
      Given a Cumulocity connection
      Then the connection's password reads "*****"

    Scenario: When the connections are listed
      Given a Cumulocity connection
      When the connections are listed
      Then the answer does not hold the connection's password

    Scenario: In the answer to an update
      Given a Cumulocity connection
      When the connection's description is changed to "Second floor"
      Then the connection's password reads "*****" in the answer

  @SEC-06
  Rule: No secret stands in an event, an answer, an error or a log

    Scenario: A connection that fails to sign in
      When a connection is created with the password "correct-horse-battery-staple"
      And the connection becomes AUTHENTICATION_FAILED
      Then "correct-horse-battery-staple" stands in no event, answer or log

    Scenario: A request that is refused
      When a connection is created with the password "correct-horse-battery-staple" and no host name
      Then the request is refused as a bad request
      And "correct-horse-battery-staple" stands in no event, answer or log

    Scenario: A document that is cut off
      When a connection is created with a document that is cut off after the password "correct-horse-battery-staple"
      Then the request is refused as a bad request
      And "correct-horse-battery-staple" stands in no event, answer or log

  @SEC-07
  Rule: A connection can't be used to reach the bridge's own machine or network

    @documented-host
    Scenario Outline: <host>
      When a connection is created with the host name "<host>"
      Then the connection is refused, or never opened and nothing called
      And the host "<host>" is not called during 1 day

      Examples:
        | host                     |
        | localhost                |
        | 127.0.0.1:8080           |
        | 10.0.0.1                 |
        | 169.254.169.254          |
        | metadata.google.internal |
        | localhost.               |
