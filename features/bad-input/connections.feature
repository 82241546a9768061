Feature: Connections that are wrong

  @INPUT-01
  Rule: A host name that begins with http is refused

    Scenario Outline: <host name>
      When a connection is created with the host name "<host name>"
      Then the request is refused as a bad request
      And the refusal names "hostName"
      And there is no connection

      Examples:
        | host name                            |
        | http://tpx.eu-latest.cumulocity.com  |
        | https://tpx.eu-latest.cumulocity.com |
        | HTTPS://tpx.eu-latest.cumulocity.com |
        | httpd.cumulocity.com                 |

    Scenario: Neither does an update let it in
      Given a Cumulocity connection
      When the connection's host name is changed to "https://tpx.eu-latest.cumulocity.com"
      Then the request is refused as a bad request
      And the connection's host name reads "tpx.eu-latest.cumulocity.com"

    Scenario Outline: What is no host name at all is refused: <host name>
      When a connection is created with the host name "<host name>"
      Then the request is refused as a bad request
      And the refusal names "hostName"

      Examples:
        | host name                               |
        | tpx.eu-latest.cumulocity.com/apps       |
        | two words                               |
        | tpx.eu-latest.cumulocity.com:99999      |

  @INPUT-02
  Rule: Properties that a connection does not have are refused by name

    Scenario Outline: An unknown property of the <place>
      When a connection is created with the unknown property "colour" in its <place>
      Then the request is refused as a bad request
      And the refusal names "colour"
      And there is no connection

      Examples:
        | place         |
        | configuration |
        | body          |

  @INPUT-03
  Rule: Values of the wrong kind are refused by name

    Scenario Outline: <field> as <value>
      When a connection is created with the field <field> set to <value>
      Then the request is refused as a bad request
      And the refusal names "<name>"
      And there is no connection

      Examples:
        | field                            | value      | name               |
        | name                             | 7          | name               |
        | active                           | "yes"      | active             |
        | configuration                    | []         | configuration      |
        | configuration.hostName           | 7          | hostName           |
        | configuration.password           | 123456     | password           |
        | configuration.uplinkTimeValidity | "5 apples" | uplinkTimeValidity |
        | configuration.downlinkPort       | 1.5        | downlinkPort       |

  @INPUT-04
  Rule: All wrong fields are told at once

    Scenario: Three mistakes, three names
      When a connection is created with exactly these fields:
        | connectorId            | actility-cumulocity-iot              |
        | configuration.hostName | https://tpx.eu-latest.cumulocity.com |
        | configuration.username | tpx-iot-flow                         |
        | configuration.password | 123456                               |
      Then the request is refused as a bad request
      And the refusal names "name"
      And the refusal names "hostName"
      And the refusal names "tenantId"
      And the refusal does not name "username"
