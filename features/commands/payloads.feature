Feature: What a command may say

  Background:
    Given a Cumulocity connection
    And a device of class C with the connection
    And the device is registered

  @CMD-11
  Rule: The text of a command is bytes in hexadecimal, and a port

    Scenario Outline: The text "<bytes>" on port <port>
      When an operator sends the device the bytes "<bytes>" on port <port>
      Then the device receives the bytes "<received>" on port <port>

      Examples:
        | bytes        | port | received     |
        | 00           | 1    | 00           |
        | 0AfF01       | 223  | 0aff01       |
        | 000102030405 | 42   | 000102030405 |

    Scenario: Without a port it goes to port 1
      When an operator sends the device the bytes "0aff"
      Then the device receives the bytes "0aff" on port 1

  @CMD-12
  Rule: A structured command is encoded by the device's driver

    Scenario: The driver says the bytes and the port
      When an operator tells the device to measure every 70 seconds
      Then the device receives the bytes "3e051400000046" on port 6

    Scenario: The command says the port
      When an operator tells the device to measure every 600 seconds, on port 9
      Then the device receives the bytes "3e051400000258" on port 9

  @CMD-08
  Rule: A command that can't be carried out fails with a reason

    Scenario Outline: A command with <mistake>
      When an operator sends the device a command with <mistake>
      Then the operation fails with a reason
      And the network was asked for 0 downlinks

      Examples:
        | mistake                              |
        | port 0                               |
        | port 225                             |
        | port 2.5                             |
        | a port of letters                    |
        | an odd number of digits              |
        | letters that are no digits           |
        | no bytes                             |
        | more bytes than any frame carries    |
        | no text                              |
        | bytes and data                       |
        | neither bytes nor data               |
        | two commands in one                  |
        | data that its driver does not know   |

    Scenario: The next command is carried all the same
      Given an operator sends the device a command with port 0
      When an operator sends the device the bytes "0aff" on port 2
      Then the device receives the bytes "0aff" on port 2

  @CMD-09
  Rule: A structured command for a device whose driver can't encode fails with a reason

    Scenario: A driver that only decodes
      Given a device of class C whose driver can't encode, with the connection
      And the device is registered
      When an operator tells the device to measure every 70 seconds
      Then the operation fails with a reason

    Scenario: Bytes need no driver
      Given a device of class C whose driver can't encode, with the connection
      And the device is registered
      When an operator sends the device the bytes "0aff" on port 2
      Then the device receives the bytes "0aff" on port 2
