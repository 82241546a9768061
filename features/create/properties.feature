Feature: What else a connection is given

  @CREATE-10
  Rule: A description is kept, and none is needed

    Scenario: The description is kept as it was written
      When a connection is created with the description "Pumps of the northern site (ground floor)"
      Then the connection's description reads "Pumps of the northern site (ground floor)"

    Scenario: A connection without a description is accepted
      When a connection is created without its description
      Then the request is accepted
      And the connection has no description

    Scenario: A description that is no text is refused
      When a connection is created with a number as its description
      Then the request is refused as a bad request
      And the refusal names "description"

  @CREATE-13
  Rule: A connection is registered under its name

    Scenario: A name of any characters is kept
      When a connection is created with the name "Zürich – Süd & <Ost>"
      Then the connection's name reads "Zürich – Süd & <Ost>"

    Scenario Outline: A name that is <kind> is refused
      When a connection is created with a name that is <kind>
      Then the request is refused as a bad request
      And the refusal names "name"

      Examples:
        | kind     |
        | empty    |
        | blank    |

    Scenario: A connection without a name is refused
      When a connection is created without its name
      Then the request is refused as a bad request
      And the refusal names "name"

  @CREATE-14
  Rule: The parameters common to all connectors may be given as well

    Scenario: They are taken and read back
      When a connection is created with these parameters as well:
        | createDevices        | false  |
        | uplinkTimeValidity   | "72h"  |
        | sendMetadata         | true   |
        | sendRawDecodedFormat | true   |
        | downlinkEnabled      | false  |
        | downlinkPort         | 2      |
        | reconnectStrategy    | "CALM" |
      Then the request is accepted
      And the connection's parameters are:
        | createDevices        | false  |
        | uplinkTimeValidity   | "72h"  |
        | sendMetadata         | true   |
        | sendRawDecodedFormat | true   |
        | downlinkEnabled      | false  |
        | downlinkPort         | 2      |
        | reconnectStrategy    | "CALM" |

    Scenario Outline: <parameter> can't be <value>
      When a connection is created with <parameter> set to <value>
      Then the request is refused as a bad request
      And the refusal names "<parameter>"

      Examples:
        | parameter            | value    |
        | createDevices        | "no"     |
        | uplinkTimeValidity   | "soon"   |
        | downlinkPort         | 256      |
        | reconnectStrategy    | "FAST"   |

  @CREATE-15
  Rule: The answer to a creation is the connection as it now stands

    Scenario: The answer bears an id and a state
      When a connection is created with the name "North"
      Then the answer holds the connection "North" with an id and a state

    Scenario: Ids are given once
      Given a Cumulocity connection "North"
      And the connection "North" is deleted
      When a connection is created with the name "South"
      Then the connection "South" bears another id than "North" did

  @CREATE-16
  Rule: At most five connections exist at a time

    Scenario: A sixth connection is refused
      Given 5 Cumulocity connections
      When a connection is created
      Then the request is refused
      And the refusal says "Maximum reached. You cannot create another connection."
      And there are 5 connections
