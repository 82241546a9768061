Feature: What can be read

  @API-01
  Rule: Connections are listed and read one by one

    Scenario: The list is bare
      Given a Cumulocity connection "North"
      And a Cumulocity connection "South"
      When the connections are listed
      Then the answer is a bare list of 2 connections

    Scenario: One connection is read
      Given a Cumulocity connection "North"
      Then the connection's name reads "North"

  @API-02
  Rule: Lists come in pages and tell how many there are

    Scenario: The second page
      Given a Cumulocity connection
      And 25 flows
      When page 2 of the flows is listed
      Then the answer is a bare list of 5 flows
      And the answer tells of 25 flows in 2 pages of 20

    Scenario: A page of another size
      Given a Cumulocity connection
      And 5 flows
      When page 1 of the flows is listed, 2 a page
      Then the answer is a bare list of 2 flows
      And the answer tells of 5 flows in 3 pages of 2

    Scenario: No page holds more than a hundred
      When page 1 of the flows is listed, 101 a page
      Then no page of more than 100 is given

  @API-03
  Rule: The connector describes the configuration that it takes

    Scenario: The connector is listed
      When the connectors are listed
      Then the answer holds the connector "actility-cumulocity-iot"

    Scenario: It describes the fields that the document lists
      When the connector "actility-cumulocity-iot" is read
      Then its configuration describes:
        | hostName    | mandatory |
        | tenantId    | mandatory |
        | username    | mandatory |
        | password    | mandatory |
        | description | optional  |

    Scenario: A connector that does not exist can't be read
      When the connector "actility-nothing" is read
      Then the request is refused as not found

  @API-04
  Rule: The drivers are listed

    Scenario: Each driver says what it decodes
      When the drivers are listed
      Then each of at least 2 drivers bears an id, its application and its models

  @API-05
  Rule: Events can be asked for by connection, type and time

    Scenario: By connection
      Given a Cumulocity connection "North"
      And a Cumulocity connection "South"
      When the events of the connection "North" are listed
      Then there are events, and all of them are of the connection "North"

    Scenario: By type
      Given a Cumulocity connection
      When the events "connection opened" are listed
      Then there are events, and all of them are "connection opened"

    Scenario: By time
      Given a Cumulocity connection "North"
      And 1 hour passes
      And a Cumulocity connection "South"
      When the events of the last 10 minutes are listed
      Then there are events, and all of them are of the connection "South"

  @API-06
  Rule: The API publishes its own description

    Scenario: The documented paths are in it
      When the description of the API is read
      Then it describes these paths:
        | /connections      |
        | /connections/{id} |
        | /connectors       |
        | /flows            |
        | /drivers          |
        | /events           |
        | /devices          |

  @API-07
  Rule: What does not exist is told as not found

    Scenario Outline: A <resource> that does not exist
      When a <resource> that does not exist is read
      Then the request is refused as not found
      And the refusal bears the code "com-4004"

      Examples:
        | resource   |
        | connection |
        | flow       |

    Scenario: A path that does not exist
      When the path "/nothing" is read
      Then the request is refused as not found
