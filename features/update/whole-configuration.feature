Feature: An update brings the whole configuration

  Background:
    Given a Cumulocity connection "North"

  @UPDATE-03
  Rule: What the request leaves out is gone

    Scenario: A description that is left out is gone
      Given the connection's description is changed to "Second floor"
      When the connection is updated without its description
      Then the request is accepted
      And the connection has no description

    Scenario: A common parameter that is left out has its default again
      Given the connection's parameter createDevices is changed to false
      And a device with the connection
      When the connection is updated without its parameter createDevices
      And the device sends an uplink
      Then Cumulocity lists the device

    Scenario: A setting of before is not kept when an update brings another one
      Given the connection's parameter uplinkTimeValidity is changed to "5m"
      When the connection is updated with nothing but its account and the description "Second floor"
      Then the connection's description reads "Second floor"
      And the connection has no parameter uplinkTimeValidity

  @UPDATE-04
  Rule: An update that lacks a mandatory parameter changes nothing

    Scenario: An update with all mandatory parameters is taken
      When the connection is updated with nothing but its account and the description "Second floor"
      Then the request is accepted
      And the connection becomes OPENED

    Scenario Outline: An update without the <parameter> is refused
      Given the connection's description is changed to "Ground floor"
      When the connection is updated to the description "Second floor" without its <parameter>
      Then the request is refused as a bad request
      And the refusal names "<field>"
      And the connection's description reads "Ground floor"
      And the connection is OPENED

      Examples:
        | parameter     | field         |
        | host name     | hostName      |
        | tenant        | tenantId      |
        | username      | username      |
        | password      | password      |
        | configuration | configuration |

    Scenario: Only what is to be changed is not enough
      When an update brings nothing but the description "Second floor"
      Then the request is refused as a bad request
      And the connection's description does not read "Second floor"
