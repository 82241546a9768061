Feature: The request that updates a connection

  Background:
    Given a Cumulocity connection "North"

  @UPDATE-01
  Rule: A PUT on the connections resource updates a connection instance

    Scenario: A connection is updated
      When the connection's description is changed to "Second floor"
      Then the request is accepted
      And the connection's description reads "Second floor"

    Scenario: An update changes its own connection only
      Given a Cumulocity connection "South"
      When the description of the connection "North" is changed to "Second floor"
      Then the description of the connection "North" reads "Second floor"
      And the description of the connection "South" does not read "Second floor"

    Scenario: A connection that does not exist can't be updated
      When a connection that does not exist is updated
      Then the request is refused as not found
      And the connections are "North"

  @UPDATE-02
  Rule: The update works without an id in the path, as the document writes it

    Scenario Outline: The id stands in the <place>
      When the connection's description is changed to "Second floor", its id standing in the <place>
      Then the request is accepted
      And the connection's description reads "Second floor"

      Examples:
        | place |
        | body  |
        | query |

    Scenario: An update that says nowhere which connection it means is refused
      When the connection's description is changed to "Second floor", its id standing nowhere
      Then the request is refused as a bad request
      And the connection's description does not read "Second floor"

  @UPDATE-12
  Rule: An update follows the RESTful pattern

    Scenario: An update that is sent twice is one update
      When the connection's description is changed to "Second floor"
      And the connection's description is changed to "Second floor"
      Then the request is accepted
      And the connections are "North"
      And the connection's description reads "Second floor"

    Scenario: The connection stays the one that devices were given
      Given a device with the connection
      When the connection's description is changed to "Second floor"
      And the device reports a temperature of 21.5 °C
      Then the device's connections are "North"
      And Cumulocity shows a temperature of 21.5 °C for the device

    Scenario: An update of what does not exist creates nothing
      Given the connection is deleted
      When the deleted connection is updated
      Then the request is refused as not found
      And there is no connection

  @UPDATE-05
  Rule: The settings can be changed after creation

    Scenario Outline: <parameter> is changed
      When the connection's parameter <parameter> is changed to <value>
      Then the request is accepted
      And the connection's parameter <parameter> is <value>

      Examples:
        | parameter          | value        |
        | createDevices      | false        |
        | uplinkTimeValidity | "5m"         |
        | downlinkEnabled    | false        |

    Scenario: Several settings are changed at once
      When the connection's parameters are changed to:
        | createDevices      | false |
        | uplinkTimeValidity | "5m"  |
        | downlinkPort       | 2     |
      Then the request is accepted
      And the connection's parameters are:
        | createDevices      | false |
        | uplinkTimeValidity | "5m"  |
        | downlinkPort       | 2     |

    Scenario: A setting can be changed more than once
      When the connection's parameter uplinkTimeValidity is changed to "5m"
      And the connection's parameter uplinkTimeValidity is changed to "10m"
      Then the connection's parameter uplinkTimeValidity is "10m"

    Scenario: A refused change changes nothing
      Given the connection's parameter uplinkTimeValidity is changed to "5m"
      When the connection's parameter uplinkTimeValidity is changed to "later"
      Then the request is refused as a bad request
      And the connection's parameter uplinkTimeValidity is "5m"

  @UPDATE-06
  Rule: A Cumulocity connection has no Headers

    Scenario: Headers are refused by name
      When the connection's parameter headers is changed to "X-Custom: 1"
      Then the request is refused as a bad request
      And the refusal names "headers"
      And the connection has no headers

  @UPDATE-07
  Rule: Name and description are editable

    Scenario: The name is changed
      When the connection's name is changed to "North-east"
      Then the connections are "North-east"

    Scenario: The description is changed
      When the connection's description is changed to "Second floor"
      Then the connection's description reads "Second floor"

    Scenario: A name can't be changed to nothing
      When the connection's name is changed to ""
      Then the request is refused as a bad request
      And the connections are "North"

  @UPDATE-08
  Rule: The account on Cumulocity can be changed as well

    Scenario Outline: The <parameter> is changed
      Given the host "elsewhere.cumulocity.com" refuses connections
      When the connection's <parameter> is changed to "<value>"
      Then the request is accepted
      And the connection's <parameter> reads "<value>"

      Examples:
        | parameter | value                    |
        | host name | elsewhere.cumulocity.com |
        | tenant    | t4711                    |
        | username  | another-user             |
