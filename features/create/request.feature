Feature: The request that creates a connection

  @CREATE-06
  Rule: A POST on the connections resource creates a new connection instance

    Scenario: A connection is created
      When a connection is created with the name "North"
      Then the request is accepted
      And the connections are "North"

    Scenario: Each creation makes a connection of its own
      Given a Cumulocity connection "North"
      When a connection is created with the name "South"
      Then the connections are "North" and "South"

    Scenario: A refused creation leaves nothing behind
      When a connection is created without its host name
      Then the request is refused as a bad request
      And there is no connection

  @CREATE-07
  Rule: The documented example is accepted to the letter

    Scenario: The example is sent as it stands in the document
      When a connection is created with exactly these fields:
        | connectorId               | actility-cumulocity-iot      |
        | name                      | Test Cumulocity Connection   |
        | configuration.description | Cumulocity connection test   |
        | configuration.hostName    | tpx.eu-latest.cumulocity.com |
        | configuration.tenantId    | tpx                          |
        | configuration.username    | tpx-iot-flow                 |
        | configuration.password    | 123456                       |
      Then the request is accepted
      And the connection reads:
        | connectorId               | actility-cumulocity-iot      |
        | name                      | Test Cumulocity Connection   |
        | configuration.description | Cumulocity connection test   |
        | configuration.hostName    | tpx.eu-latest.cumulocity.com |
        | configuration.tenantId    | tpx                          |
        | configuration.username    | tpx-iot-flow                 |

    Scenario Outline: A slip of the pen in "<field>" is refused
      When the documented example is sent with "<field>" written as "<slip>"
      Then the request is refused as a bad request
      And the refusal names "<slip>"
      And there is no connection

      Examples:
        | field         | slip       |
        | configuration | config     |
        | hostName      | hostname   |
        | tenantId      | tenant     |
        | password      | passphrase |

  @CREATE-08
  Rule: The connector must be set to actility-cumulocity-iot

    Scenario: The Cumulocity connector is accepted
      When a connection is created with the connector "actility-cumulocity-iot"
      Then the request is accepted

    Scenario Outline: The connector "<connector>" is refused
      When a connection is created with the connector "<connector>"
      Then the request is refused as a bad request
      And the refusal names "connectorId"
      And there is no connection

      Examples:
        | connector               |
        | actility-cumulocity     |
        | Actility-Cumulocity-IoT |
        |                         |

    Scenario: A connection without a connector is refused
      When a connection is created without its connector
      Then the request is refused as a bad request
      And the refusal names "connectorId"
