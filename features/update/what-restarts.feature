Feature: What an update restarts

  @UPDATE-11
  Rule: A changed setting restarts the link, a changed name or description does not

    Scenario Outline: A changed <parameter> leaves it alone
      Given a Cumulocity connection "North"
      When the connection's <parameter> is changed to "Second floor"
      Then the request is accepted
      And the connection is never CLOSING during 1 hour
      And the connection was not opened anew

      Examples:
        | parameter   |
        | name        |
        | description |

    Scenario: An update that changes nothing leaves it alone
      Given a Cumulocity connection "North"
      And the connection's description is changed to "Second floor"
      When the connection's description is changed to "Second floor"
      Then the request is accepted
      And the connection is never CLOSING during 1 hour
      And the connection was not opened anew

    Scenario Outline: A changed <parameter> restarts it
      Given a Cumulocity connection
      When the connection's parameter <parameter> is changed to <value>
      Then the connection becomes OPENED again
      And its last states were CLOSING, CLOSED, OPENING, AUTHENTICATING and OPENED

      Examples:
        | parameter          | value  |
        | createDevices      | false  |
        | uplinkTimeValidity | "5m"   |
        | reconnectStrategy  | "CALM" |

    Scenario: What comes during the restart is not lost
      Given a Cumulocity connection
      And a device with the connection
      And the device sends 2 uplinks
      And the connection's parameter uplinkTimeValidity is changed to "1h"
      When the device sends 2 uplinks
      Then each uplink of the device is in Cumulocity once

    Scenario: A connection that a person stopped stays so
      Given a Cumulocity connection
      And the connection is stopped
      When the connection's parameter createDevices is changed to false
      Then the connection is never OPENED during 1 day
