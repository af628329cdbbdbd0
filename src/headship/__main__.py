import sys

from headship.cli import main

sys.exit(main())
