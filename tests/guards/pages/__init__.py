"""What the guards know of each app's pages, one module per app.

``ROWS`` is a list of ``tests.guards.rows.Row``: the app's part of the permission table.
``PUBLIC`` is a dictionary from route to the reason why nobody needs to sign in for it.
"""
