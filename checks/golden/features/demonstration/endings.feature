Feature: How scenarios end

  @DEMO-01
  Rule: What goes well has passed

    Scenario: It goes well
      Given all is well
      When nothing goes wrong
      Then there was traffic

    Scenario Outline: It goes well with <what>
      Given all is well
      When nothing goes wrong

      Examples:
        | what       |
        | one thing  |
        | <another> |

  @DEMO-02
  Rule: What goes wrong has failed

    Scenario: Something goes wrong
      Given all is well
      When something goes wrong
      Then there was traffic

  @DEMO-03
  Rule: What can't begin is blocked

    Scenario: The ground gives way
      Given the ground gives way
      When nothing goes wrong

  @DEMO-04
  Rule: What is left out is told with its reason

    Scenario: It is left out
      Given all is well
      When it is left out because "there is <no> such thing & more"
