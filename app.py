"""The site as one ASGI app. `streamlit run app.py` serves it; Streamlit looks for this very assignment in the text."""

import streamlit as st

from copilot.ui.live_check import routes
from copilot.ui.site import FRAME, MIDDLEWARE, warmed

app = st.App(FRAME, routes=routes(), middleware=MIDDLEWARE, lifespan=warmed)
