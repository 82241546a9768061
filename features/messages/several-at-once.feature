Feature: Data of several devices at once

  @MSG-19
  Rule: What is wrong with the data of one device harms no other

    Scenario Outline: One of three devices is deleted while their data wait, and Cumulocity stores <stores>
      Given of a request with something invalid in it Cumulocity stores <stores>
      And a Cumulocity connection
      And the devices "attic", "cellar" and "porch" with the connection
      And each device sends an uplink
      And each uplink of each device is in Cumulocity once
      And Cumulocity is unreachable
      And each device sends 5 uplinks
      And the device "cellar" was deleted in Cumulocity
      When Cumulocity is back
      Then each uplink of the device "attic" is in Cumulocity once
      And each uplink of the device "porch" is in Cumulocity once
      And Cumulocity shows a temperature of 6 °C for the device "cellar"

      Examples:
        | stores                        |
        | nothing of it                 |
        | the rest of it and says so    |
        | the rest of it and refuses it |
