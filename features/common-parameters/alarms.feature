Feature: The parameter alarms

  Virtual worlds begin on a Monday, 2026-01-12, at noon in UTC.

  @PARAM-11
  Rule: In its window a rate below the minimum is told, outside of it none is

    Scenario: Silence in the window
      Given a Cumulocity connection that expects 2 uplinks an hour from 09:00 to 17:00 in UTC every day
      When 3 hours pass
      Then a low rate is told once
      And the low rate is told with the message of the alarm

    Scenario: Too few uplinks in the window
      Given a Cumulocity connection that expects 3 uplinks an hour from 09:00 to 17:00 in UTC every day
      And a device with the connection
      When the device sends an uplink every 40 minutes for 4 hours
      Then a low rate is told once

    Scenario: Enough uplinks in the window
      Given a Cumulocity connection that expects 2 uplinks an hour from 09:00 to 17:00 in UTC every day
      And a device with the connection
      When the device sends an uplink every 20 minutes for 5 hours
      Then no low rate is told

    Scenario: Silence outside of the window
      Given a Cumulocity connection that expects 2 uplinks an hour from 05:00 to 09:00 in UTC every day
      When 8 hours pass
      Then no low rate is told

    Scenario: Silence on a day that has no window
      Given a Cumulocity connection that expects 2 uplinks an hour from 09:00 to 17:00 in UTC on Saturdays and Sundays
      When 8 hours pass
      Then no low rate is told

    Scenario: Silence where no alarm is set
      Given a Cumulocity connection
      When 6 hours pass
      Then no low rate is told

  @PARAM-21
  Rule: A window keeps its times of the day in its zone, over midnight and over both changes of the clocks

    Scenario: A window in another zone
      Given it is 08:00 on 2026-01-13 in Asia/Kolkata
      And a Cumulocity connection that expects 2 uplinks an hour from 09:00 to 17:00 in Asia/Kolkata every day
      When it is 18:00 on 2026-01-13 in Asia/Kolkata
      Then the low rate is told at 10:00 on 2026-01-13 in Asia/Kolkata
      And it is over at 17:00 on 2026-01-13 in Asia/Kolkata

    Scenario: A window over midnight
      Given it is 21:00 on 2026-01-12 in Europe/Paris
      And a Cumulocity connection that expects 2 uplinks an hour from 22:00 to 06:00 in Europe/Paris on Mondays
      When it is 07:00 on 2026-01-13 in Europe/Paris
      Then a low rate is told once
      And the low rate is told at 23:00 on 2026-01-12 in Europe/Paris
      And it is over at 06:00 on 2026-01-13 in Europe/Paris

    Scenario Outline: A night in which the clocks go <way>
      Given it is 21:00 on <saturday> in Europe/Paris
      And a Cumulocity connection that expects 2 uplinks an hour from 22:00 to 06:00 in Europe/Paris on Saturdays
      When it is 07:00 on <sunday> in Europe/Paris
      Then the low rate is told at 23:00 on <saturday> in Europe/Paris
      And it is over at 06:00 on <sunday> in Europe/Paris

      Examples:
        | way     | saturday   | sunday     |
        | forward | 2026-03-28 | 2026-03-29 |
        | back    | 2026-10-24 | 2026-10-25 |

    Scenario Outline: A day after the clocks went <way>
      Given it is 08:00 on <monday> in Europe/Paris
      And a Cumulocity connection that expects 2 uplinks an hour from 09:00 to 17:00 in Europe/Paris on Mondays
      When it is 18:00 on <monday> in Europe/Paris
      Then the low rate is told at 10:00 on <monday> in Europe/Paris
      And it is over at 17:00 on <monday> in Europe/Paris

      Examples:
        | way     | monday     |
        | forward | 2026-03-30 |
        | back    | 2026-10-26 |

  @PARAM-22
  Rule: When the rate recovers the alarm is over, and an event tells so

    Background:
      Given a Cumulocity connection that expects 2 uplinks an hour from 09:00 to 17:00 in UTC every day
      And a device with the connection
      And 2 hours pass

    Scenario: Enough uplinks in an hour
      When the device sends 2 uplinks
      Then the low rate is over

    Scenario: Not yet enough
      When the device sends an uplink
      And 30 minutes pass
      Then the low rate is not over

    Scenario: The window ends
      When it is 18:00 on 2026-01-12 in UTC
      Then it is over at 17:00 on 2026-01-12 in UTC

    Scenario: Nothing is expected any more
      When the connection is changed to expect 0 uplinks an hour from 09:00 to 17:00 in UTC every day
      Then the low rate is over

  @PARAM-23
  Rule: A low rate is told once, and a wavering one no more than once an hour

    Scenario: A connection that is silent over windows that meet
      Given a Cumulocity connection that expects 1 uplink an hour from 00:00 to 00:00 in UTC every day
      When 15 hours pass
      Then a low rate is told once

    Scenario: A rate that goes up and down around the minimum
      Given a Cumulocity connection that expects 2 uplinks an hour from 00:00 to 00:00 in UTC every day
      And a device with the connection
      When the device sends an uplink every 31 minutes for 12 hours
      Then no two low rates are told within 1 hour

  @PARAM-24
  Rule: The first hour of a window is not judged, nor the first hour of watching

    Scenario: The hour after the window began
      Given a Cumulocity connection that expects 2 uplinks an hour from 13:00 to 17:00 in UTC every day
      When it is 17:00 on 2026-01-12 in UTC
      Then the low rate is told at 14:00 on 2026-01-12 in UTC

    Scenario: A connection that is made in the midst of a window
      Given a Cumulocity connection that expects 2 uplinks an hour from 09:00 to 17:00 in UTC every day
      When 4 hours pass
      Then the low rate is told at 13:00 on 2026-01-12 in UTC

    Scenario: What came before the window does not count for its first hour
      Given a Cumulocity connection that expects 2 uplinks an hour from 12:30 to 17:00 in UTC every day
      And a device with the connection
      When the device sends 5 uplinks
      And it is 14:00 on 2026-01-12 in UTC
      Then the low rate is told at 13:30 on 2026-01-12 in UTC

  @PARAM-25
  Rule: Where it is asked for, a low rate is also an alarm in Cumulocity

    Scenario: It is raised on an object that stands for the connection
      Given a Cumulocity connection that expects 2 uplinks an hour from 09:00 to 17:00 in UTC every day and shows its alarm in Cumulocity
      When 2 hours pass
      Then Cumulocity shows one active alarm of the connection
      And the alarm is on no device

    Scenario: It is cleared with the recovery
      Given a Cumulocity connection that expects 2 uplinks an hour from 09:00 to 17:00 in UTC every day and shows its alarm in Cumulocity
      And a device with the connection
      And 2 hours pass
      When the device sends 2 uplinks
      Then Cumulocity shows no active alarm of the connection

    Scenario: It is cleared when the connection is deleted
      Given a Cumulocity connection that expects 2 uplinks an hour from 09:00 to 17:00 in UTC every day and shows its alarm in Cumulocity
      And 2 hours pass
      When the connection is deleted
      Then Cumulocity shows no active alarm of the connection

    Scenario: It is not shown unless asked for
      Given a Cumulocity connection that expects 2 uplinks an hour from 09:00 to 17:00 in UTC every day
      When 2 hours pass
      Then a low rate is told once
      And Cumulocity shows no active alarm of the connection

  @PARAM-26
  Rule: An alarm that could not work is refused

    Scenario Outline: <field> is <value>
      When a connection is created with a low-rate alarm whose <field> is <value>
      Then the request is refused as a bad request
      And the refusal names "<field>"

      Examples:
        | field                | value                  |
        | timezone             | "Europe/Nowhere"       |
        | startTime            | "nine o'clock"         |
        | endTime              | "2026-01-05T09:30:00Z" |
        | endTime              | "2026-01-04T17:00:00Z" |
        | recurrence           | []                     |
        | uplinkRateMinPerHour | -1                     |
        | message              | ""                     |
