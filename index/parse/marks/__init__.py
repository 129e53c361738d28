"""The marks that questions and answers begin with."""
