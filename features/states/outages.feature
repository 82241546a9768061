Feature: What an outage makes of a connection

  @STATE-03
  Rule: A platform that can't be reached makes the connection UNREACHABLE

    Scenario Outline: The host <trouble>
      Given the host "elsewhere.cumulocity.com" <trouble>
      When a connection is created with the host name "elsewhere.cumulocity.com"
      Then the connection becomes UNREACHABLE within 1 minute

      Examples:
        | trouble                 |
        | refuses connections     |
        | swallows all packets    |
        | is not known by name    |

    Scenario: A running connection whose platform goes away
      Given a Cumulocity connection
      And a device with the connection
      When Cumulocity is unreachable
      And the device sends an uplink
      Then the connection becomes CLOSED within 5 minutes
      And the connection becomes UNREACHABLE within 10 minutes

    Scenario: A platform that answers with nothing but errors
      Given Cumulocity is out of order for 1 hour
      When a connection is created
      Then the connection becomes UNREACHABLE within 1 minute
      And the connection becomes OPENED within 2 hours

  @STATE-15
  Rule: A platform whose certificate can't be trusted is not talked to

    @real-time @process
    Scenario Outline: <certificate>
      Given Cumulocity shows <certificate>
      When a connection is created
      Then the connection becomes UNREACHABLE
      And an event names Cumulocity's certificate as the reason
      And Cumulocity was not asked anything

      Examples:
        | certificate                           |
        | a certificate that has expired        |
        | a certificate for another host        |
        | a certificate of an unknown authority |

    Scenario: The certificate expires while the connection is open, and is renewed
      Given a Cumulocity connection
      And a device with the connection
      And Cumulocity shows a certificate that has expired
      And the device sends 3 uplinks
      And the connection becomes UNREACHABLE within 10 minutes
      When Cumulocity is back
      Then the connection becomes OPENED within 10 minutes
      And each uplink of the device is in Cumulocity once

  @STATE-04
  Rule: A silent platform makes the connection UNREACHABLE in time

    Scenario: Silent from the beginning
      Given Cumulocity does not answer
      When a connection is created
      Then the connection becomes UNREACHABLE within 1 minute

    Scenario: Slow without end
      Given Cumulocity dribbles its answers over 10 minutes
      When a connection is created
      Then the connection becomes UNREACHABLE within 2 minutes

    Scenario: Silent in mid-life
      Given a Cumulocity connection
      And a device with the connection
      When Cumulocity does not answer
      And the device sends an uplink
      Then the connection becomes CLOSED within 5 minutes
      And the connection becomes UNREACHABLE within 10 minutes

  @STATE-05
  Rule: An unreachable connection is tried again

    Scenario: It opens once the platform is back
      Given Cumulocity is unreachable
      And a connection that is UNREACHABLE
      When Cumulocity is back
      Then the connection becomes OPENED within 10 minutes

    Scenario: Uplinks that come meanwhile do not put the next attempt off
      Given Cumulocity is unreachable
      And a connection "North" that is UNREACHABLE
      And a device with the connection
      When the device sends an uplink every minute for 10 minutes
      Then an event of the last 9 minutes says "Connection restart failed: Unable to restart connection North with id <id>: "

    Scenario: It does not open while the platform is away
      Given Cumulocity is unreachable
      And a connection that is UNREACHABLE
      Then the connection is never OPENED during 1 day

  @STATE-09
  Rule: Credentials that cease to be valid fail the authentication

    Scenario: The password was changed in Cumulocity
      Given a Cumulocity connection
      And a device with the connection
      When the password of the connection's user is changed in Cumulocity
      And the device sends an uplink
      Then the connection becomes AUTHENTICATION_FAILED within 5 minutes

    Scenario: The connection opens with the new password, and the uplink is not lost
      Given a Cumulocity connection
      And a device with the connection
      And the password of the connection's user is changed in Cumulocity
      And the device sends an uplink
      And the connection becomes AUTHENTICATION_FAILED within 5 minutes
      When the connection is given the new password
      Then the connection becomes OPENED
      And each uplink of the device is in Cumulocity once

  @STATE-11
  Rule: Uplinks wait while a connection is down

    Scenario: They are sent once it is up again
      Given a Cumulocity connection
      And a device with the connection
      And Cumulocity is unreachable
      And the device sends 10 uplinks
      When Cumulocity is back
      Then each uplink of the device is in Cumulocity once

    Scenario: Uplinks of a connection that was stopped are sent when it starts
      Given a Cumulocity connection
      And a device with the connection
      And the connection is stopped
      And the connection becomes CLOSED
      And the device sends 3 uplinks
      When the connection is started
      Then each uplink of the device is in Cumulocity once

    Scenario: Uplinks whose validity ends meanwhile are not sent
      Given a Cumulocity connection with an uplink time validity of 5 minutes
      And a device with the connection
      And Cumulocity is unreachable
      And the device sends an uplink
      When 1 hour passes
      And Cumulocity is back
      Then the uplink is expired

  @STATE-14
  Rule: An outage of one connection holds up no other

    Scenario: One platform is away, the other gets its data
      Given the host "elsewhere.cumulocity.com" swallows all packets
      And a Cumulocity connection "North"
      And a connection "South" to the host "elsewhere.cumulocity.com" that is UNREACHABLE
      And a device with the connections "North" and "South"
      When the device reports a temperature of 21.5 °C
      Then Cumulocity shows a temperature of 21.5 °C for the device
