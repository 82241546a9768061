Feature: A platform in trouble

  Background:
    Given a Cumulocity connection
    And a device with the connection
    And the device is registered

  @MSG-11
  Rule: Data are sent until they are taken

    Scenario Outline: <trouble>
      Given <trouble>
      When the device sends an uplink every minute for 30 minutes
      Then each uplink of the device is in Cumulocity once

      Examples:
        | trouble                                                              |
        | Cumulocity is out of order for 20 minutes                            |
        | Cumulocity is out of order from 10 minutes on, for 10 minutes        |
        | Cumulocity is busy for 10 minutes and asks for a pause of 60 seconds |
        | Cumulocity takes 2 seconds to answer, give or take 1 second          |
        | Cumulocity dribbles its answers over 5 seconds                       |
        | for 30 minutes Cumulocity fails at 30 % of what it is asked          |
        | Cumulocity closes the connection before 30 % of what it is sent      |

  @MSG-06
  Rule: What was stored without an answer is not stored again

    Scenario Outline: Cumulocity <mishap> 30 % of what it is sent
      Given Cumulocity <mishap> 30 % of what it is sent
      When the device sends an uplink every minute for 30 minutes
      Then each uplink of the device is in Cumulocity once

      Examples:
        | mishap                                  |
        | closes the connection after             |
        | breaks off its answer to                |
        | stores, but answers with status 500 to, |
