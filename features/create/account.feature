Feature: The account on Cumulocity

  @CREATE-09
  Rule: Host name, tenant, username and password are mandatory

    Scenario: The four of them are enough
      Given Cumulocity has the documented account
      When a connection is created with exactly these fields:
        | connectorId            | actility-cumulocity-iot      |
        | name                   | Nothing but the account      |
        | configuration.hostName | tpx.eu-latest.cumulocity.com |
        | configuration.tenantId | tpx                          |
        | configuration.username | tpx-iot-flow                 |
        | configuration.password | 123456                       |
      Then the connection becomes OPENED

    Scenario Outline: Without its <parameter> a connection is refused
      When a connection is created without its <parameter>
      Then the request is refused as a bad request
      And the refusal names "<field>"
      And there is no connection

      Examples:
        | parameter     | field         |
        | host name     | hostName      |
        | tenant        | tenantId      |
        | username      | username      |
        | password      | password      |
        | configuration | configuration |

    Scenario: With empty parameters a connection is refused
      When a connection is created with exactly these fields:
        | connectorId            | actility-cumulocity-iot |
        | name                   | Nothing in the account  |
        | configuration.hostName |                         |
        | configuration.tenantId |                         |
        | configuration.username |                         |
        | configuration.password |                         |
      Then the request is refused as a bad request
      And the refusal names "hostName"
      And the refusal names "tenantId"
      And the refusal names "username"
      And the refusal names "password"

  @CREATE-17
  Rule: What belongs to Cumulocity stands in the configuration

    Scenario: It is read back from the configuration
      When a connection is created with the description "Pumps"
      Then the connection reads:
        | configuration.description | Pumps                        |
        | configuration.hostName    | tpx.eu-latest.cumulocity.com |
        | configuration.tenantId    | tpx                          |
        | configuration.username    | tpx-iot-flow                 |

    Scenario: An account beside the configuration is refused
      When a connection is created with exactly these fields:
        | connectorId | actility-cumulocity-iot      |
        | name        | All on one level             |
        | hostName    | tpx.eu-latest.cumulocity.com |
        | tenantId    | tpx                          |
        | username    | tpx-iot-flow                 |
        | password    | 123456                       |
      Then the request is refused as a bad request
      And the refusal names "configuration"
      And there is no connection

    Scenario: Half an account beside the configuration does not complete it
      When a connection is created with exactly these fields:
        | connectorId            | actility-cumulocity-iot      |
        | name                   | Half on one level            |
        | configuration.hostName | tpx.eu-latest.cumulocity.com |
        | configuration.tenantId | tpx                          |
        | username               | tpx-iot-flow                 |
        | password               | 123456                       |
      Then the request is refused as a bad request
      And the refusal names "username"
      And the refusal names "password"
      And there is no connection

  @CREATE-11
  Rule: The host name says which Cumulocity is reached

    @documented-host
    Scenario: The documented host is called, securely and under its own name
      Given the documented platform answers at its documented address
      When a connection is created as in the documented example
      Then the connection becomes OPENED
      And the documented platform was asked for its tenant over HTTPS

    Scenario: Another host name leads elsewhere
      Given the host "elsewhere.cumulocity.com" refuses connections
      When a connection is created with the host name "elsewhere.cumulocity.com"
      Then the connection becomes UNREACHABLE
      And Cumulocity was not asked anything

  @CREATE-12
  Rule: Tenant, username and password sign the bridge in

    @documented-host
    Scenario: The documented account is shown to the documented platform
      Given the documented platform answers at its documented address
      When a connection is created as in the documented example
      Then the connection becomes OPENED
      And the documented platform saw the documented account

    Scenario: The account of the connection is the one that Cumulocity sees
      Given a Cumulocity connection
      And a device with the connection
      When the device sends an uplink
      Then all data came to Cumulocity from the connection's own user

    Scenario Outline: A wrong <parameter> opens nothing
      When a connection is created with the <parameter> "wrong"
      Then the connection becomes AUTHENTICATION_FAILED
      And the connection is never OPENED during 1 hour

      Examples:
        | parameter |
        | tenant    |
        | username  |
        | password  |
