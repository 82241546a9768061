@browser @documented
Feature: Changing the settings after creation

  @CONSOLE-07
  Rule: The connection whose parameters are to be changed can be selected

    Scenario: The list leads to the connection's details
      Given a Cumulocity connection "Northern site"
      And a Cumulocity connection "Southern site"
      And a person who is signed in to the console
      When the person opens the list of connections
      And the person clicks "Northern site"
      Then the details of the connection "Northern site" are shown

  @CONSOLE-08
  Rule: Each parameter of the information dashboard has an Edit icon of its own

    Scenario: The documented parameters can be changed one by one
      Given a Cumulocity connection
      And the person is on the connection's page
      Then each of these parameters has an Edit icon of its own:
        | Name        |
        | Hostname    |
        | Tenant ID   |
        | Username    |
        | Password    |
        | Description |

  @CONSOLE-09
  Rule: A new value is taken over with the Confirm icon

    Scenario: The new description stands there, and is the connection's
      Given a Cumulocity connection
      And the person is on the connection's page
      When the person clicks the Edit icon of "Description"
      And the person fills in "Pumps of the northern site" as Description
      And the person clicks the Confirm icon
      And the person proceeds
      Then a notification "Update done" says "has been updated"
      And the page shows "Pumps of the northern site" as the "Description"
      And the connection's description reads "Pumps of the northern site"

    Scenario: With the Cancel icon all stays as it was
      Given a Cumulocity connection
      And the person is on the connection's page
      When the person enters "Something else" as the new "Name"
      And the person clicks the Cancel icon
      Then the page shows "Test Cumulocity Connection" as the "Name"
      And the connection's name reads "Test Cumulocity Connection"

    Scenario: A wrong value is not taken over
      Given a Cumulocity connection
      And the person is on the connection's page
      When the person enters "http://elsewhere.example" as the new "Hostname"
      And the person clicks the Confirm icon
      Then beside Hostname the form says "must be a bare host name without http:// or https://"
      And no window asks anything

  @CONSOLE-10
  Rule: A window asks for confirmation before anything is changed

    Scenario: The confirmation window displays
      Given a Cumulocity connection
      And the person is on the connection's page
      When the person enters "Renamed" as the new "Name"
      And the person clicks the Confirm icon
      Then a window asks whether to proceed, since the connection may restart
      And the connection's name reads "Test Cumulocity Connection"

    Scenario: Whoever cancels there has changed nothing
      Given a Cumulocity connection
      And the person is on the connection's page
      When the person enters "Renamed" as the new "Name"
      And the person clicks the Confirm icon
      And the person clicks "CANCEL"
      Then no window asks anything
      And the connection's name reads "Test Cumulocity Connection"

  @CONSOLE-11
  Rule: A notification tells that the parameter has been updated

    Scenario: The notification names the connection
      Given a Cumulocity connection
      And the person is on the connection's page
      When the person changes the "Name" to "Renamed"
      Then a notification "Update done" says "Connection 'Renamed' has been updated"

  @CONSOLE-19
  Rule: Every parameter can be edited, not only those that the document's table marks as editable

    Scenario Outline: The <label> is changed
      Given a Cumulocity connection
      And the person is on the connection's page
      When the person changes the "<label>" to "<value>"
      Then the page shows "<value>" as the "<label>"

      Examples:
        | label                | value |
        | Uplink time validity | 72h   |
        | Downlink port        | 12    |

  @CONSOLE-20
  Rule: Of two who change the same parameter at once, none overwrites the other unknowingly

    Scenario: The second is told what became of the value
      Given a Cumulocity connection
      And the person is on the connection's page
      When the person enters "Mine" as the new "Name"
      And somebody else changes the connection's name to "Theirs"
      And the person clicks the Confirm icon
      Then a notification "Not updated" says "Somebody changed Name while you were editing it."
      And the connection's name reads "Theirs"

    Scenario: In two tabs of one person
      Given a Cumulocity connection
      And the person is on the connection's page
      When the person enters "Mine" as the new "Name"
      And the person changes the "Name" to "Theirs" in another tab
      And the person turns back to the first tab
      And the person clicks the Confirm icon
      Then a notification "Not updated" says "Somebody changed Name while you were editing it."
      And the connection's name reads "Theirs"
