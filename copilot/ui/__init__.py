"""The pages. Streamlit stops here: nothing below imports it."""
