Feature: The deletion of a connection

  @DELETE-01
  Rule: A DELETE on the connections resource deletes a connection instance

    Scenario: A connection is deleted
      Given a Cumulocity connection "North"
      When the connection "North" is deleted
      Then the request is accepted
      And there is no connection
      And the connection "North" can't be read any more

    Scenario: Only this connection is deleted
      Given a Cumulocity connection "North"
      And a Cumulocity connection "South"
      When the connection "North" is deleted
      Then the connections are "South"
      And the connection "South" is OPENED

    Scenario: A connection that does not exist can't be deleted
      Given a Cumulocity connection "North"
      When a connection that does not exist is deleted
      Then the request is refused as not found
      And the connections are "North"

    Scenario: A connection can't be deleted twice
      Given a Cumulocity connection "North"
      And the connection "North" is deleted
      When the connection "North" is deleted
      Then the request is refused as not found

  @DELETE-02
  Rule: The deletion works without an id in the path, as the document writes it

    Scenario Outline: The id stands in the <place>
      Given a Cumulocity connection "North"
      When the connection is deleted, its id standing in the <place>
      Then the request is accepted
      And there is no connection

      Examples:
        | place |
        | body  |
        | query |

    Scenario: A deletion that says nowhere which connection it means deletes nothing
      Given a Cumulocity connection "North"
      When the connection is deleted, its id standing nowhere
      Then the request is refused as a bad request
      And the connections are "North"

  @DELETE-03
  Rule: A deleted connection sends nothing more

    Scenario: An uplink after the deletion is not sent
      Given a Cumulocity connection
      And a device with the connection
      And the connection is deleted
      When the device sends an uplink
      Then Cumulocity still knows nothing of the device after 1 hour

    Scenario: What was waiting for Cumulocity is not sent either
      Given a Cumulocity connection
      And a device with the connection
      And Cumulocity is unreachable
      And the device sends an uplink
      When the connection is deleted
      And Cumulocity is back
      Then Cumulocity still knows nothing of the device after 1 hour

    Scenario: Other connections of the device go on
      Given a Cumulocity connection "North"
      And a Cumulocity connection "South"
      And a device with the connections "North" and "South"
      And the connection "North" is deleted
      When the device reports a temperature of 21.5 °C
      Then Cumulocity shows a temperature of 21.5 °C for the device

  @DELETE-04
  Rule: A connection can be deleted in whatever state it is

    Scenario: A connection that waits for a silent platform is deleted
      Given Cumulocity does not answer
      And a connection is created
      When the connection is deleted
      Then there is no connection
      And Cumulocity is not asked anything during 1 day

    Scenario: A connection that failed to sign in is deleted
      Given a connection whose password is wrong
      When the connection is deleted
      Then there is no connection

    Scenario: A connection that is not active is deleted
      Given a connection that is not active
      When the connection is deleted
      Then there is no connection

    Scenario: A connection that is being tried again is deleted
      Given Cumulocity is unreachable
      And a connection that is UNREACHABLE
      When the connection is deleted
      And Cumulocity is back
      Then Cumulocity is not asked anything during 1 day

  @DELETE-05
  Rule: Devices and data stay in Cumulocity

    Scenario: The device and its measurement are still there
      Given a Cumulocity connection
      And a device with the connection
      And the device reported a temperature of 21.5 °C
      When the connection is deleted
      Then Cumulocity shows a temperature of 21.5 °C for the device

  @DELETE-06
  Rule: A deleted connection makes room

    Scenario: After a deletion a connection can be created again
      Given 5 Cumulocity connections
      And one of the connections is deleted
      When a connection is created with the name "North"
      Then the request is accepted
      And there are 5 connections

    Scenario: The name of a deleted connection can be used again
      Given a Cumulocity connection "North"
      And the connection "North" is deleted
      When a connection is created with the name "North"
      Then the connection becomes OPENED
