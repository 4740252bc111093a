"""The Processing algorithms: parameters and feedback, no logic of their own."""
