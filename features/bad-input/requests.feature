Feature: Requests that are wrong

  @INPUT-05
  Rule: What is no JSON document is refused

    Scenario Outline: <body>
      Given a Cumulocity connection "North"
      When a connection is created with the body <body>
      Then the request is refused as a bad request
      And the connections are "North"

      Examples:
        | body              |
        | {"name": "North"  |
        | name=North        |
        | "North"           |
        | []                |
        | null              |

    Scenario: No body at all
      When a connection is created with no body
      Then the request is refused as a bad request

  @INPUT-06
  Rule: A request beyond all reasonable size is refused

    Scenario: A description of ten million characters
      Given a Cumulocity connection "North"
      When a connection is created with a description of 10000000 characters
      Then the request is refused as too large
      And the connections are "North"

  @INPUT-07
  Rule: A refusal bears a code and a message

    Scenario: A bad request
      When a connection is created without its host name
      Then the request is refused as a bad request
      And the refusal bears the code "com-4000"

    Scenario: Without a token
      When the connections are listed without a token
      Then the request is refused as unauthorised
      And the refusal bears the code "com-4001"

    Scenario: A method that is not offered
      When the connections are patched
      Then the request is refused
      And the refusal bears a code and a message

  @INPUT-08
  Rule: A flow that is wrong is refused by the name of what is wrong

    Scenario Outline: <mistake>
      Given a Cumulocity connection
      When a flow is created with <mistake>
      Then the request is refused as a bad request
      And the refusal names "<name>"
      And there is no flow

      Examples:
        | mistake                       | name               |
        | no name                       | name               |
        | no matchers                   | matchers           |
        | a matcher of an unknown kind  | type               |
        | a key that names no device    | key                |
        | no connectors                 | connectors         |
        | a validity of words           | uplinkTimeValidity |
        | an unknown property           | colour             |

  @INPUT-09
  Rule: A page that can't be is refused

    Scenario Outline: Page <page>, <size> a page
      When page <page> of the connections is listed, <size> a page
      Then the request is refused as a bad request

      Examples:
        | page | size |
        | 0    | 20   |
        | -1   | 20   |
        | 1    | 0    |
        | one  | 20   |
