"""How often a login may fail; read by the settings, before there are models."""

from datetime import timedelta

# Wrong passwords within `COOL_OFF`: for one account from one network, and for all from it.
FOR_ACCOUNT, FOR_NETWORK = 5, 20
COOL_OFF = timedelta(minutes=15)
