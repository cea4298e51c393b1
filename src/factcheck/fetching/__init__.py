"""Everything that leaves this machine, and what comes back: requests, models of a hub, archives.

Invariant: this room alone opens sockets, and only because a person named the place in this workspace or this command.
"""
