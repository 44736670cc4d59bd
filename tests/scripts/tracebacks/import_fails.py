print("start")
import failing_at_import
